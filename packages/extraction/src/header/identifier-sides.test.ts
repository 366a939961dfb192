import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'
import { sampleInvoice } from '../testing/sample-invoice.ts'

test('a number below one address and just above another belongs to the first', () => {
  const reading = read(`
    Harlow Trading Ltd
    3 Mill Lane
    Bristol BS1 4DJ
    Tel. 0117 555 0100
    office@harlow.example
    VAT No.: GB 713 2384 59

    Contoso Partners
    22 Baker Street
    London NW1 6XE
    VAT No.: GB 980 7806 84

    Invoice no. 1234`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_tva: 'GB713238459',
    client_tva: 'GB980780684',
  })
})

test.each([
  'Règlement par prélèvement SEPA sur votre compte IBAN FR76 3000 6000 0112 3456 7890 189',
  'Lastschrift von Ihrem Konto IBAN DE89 3704 0044 0532 0130 00',
])('an account that is debited is not the supplier’s: %s', (foot) => {
  expect(valuesOf(read(sampleInvoice({ foot: `\n${foot}` }))).fournisseur_iban).toBeUndefined()
})

test.each([
  ['Montant prélevé le 15/03/2026 sur votre compte', 'IBAN : FR76 3000 6000 0112 3456 7890 189'],
  ['Der Betrag wird am 15.03.2026 abgebucht', 'IBAN: FR76 3000 6000 0112 3456 7890 189'],
])('an account below what says that it is debited is the client’s: %s', (debit, account) => {
  const foot = `\n${debit}\n${account}\n\nACME SARL - IBAN DE89 3704 0044 0532 0130 00`

  expect(valuesOf(read(sampleInvoice({ foot }))).fournisseur_iban).toBe('DE89370400440532013000')
})

test('of two accounts that one may pay into, none is sure', () => {
  const surenessOf = (foot: string) =>
    read(sampleInvoice({ foot })).fields.find(({ label }) => label === 'fournisseur_iban')
      ?.confidence
  const one = '\nIBAN FR76 3000 6000 0112 3456 7890 189'

  expect(surenessOf(`${one}\nIBAN DE89 3704 0044 0532 0130 00`)).toBeLessThan(0.95)
  expect(surenessOf(`${one}\nIBAN FR76 3000 6000 0112 3456 7890 189`)).toBe(surenessOf(one))
})

test.each([
  'Ihre Kundennummer: 10234      Unsere USt-IdNr.: DE136695976',
  'Votre commande : 10234        Notre n° TVA : DE136695976',
  'Customer no. 10234    Terms 30 days    Our VAT No.: DE136695976',
])('a number is whose the piece that it stands in says: %s', (row) => {
  const head = `ACME GmbH                                          RECHNUNG\n${row}`

  expect(valuesOf(read(sampleInvoice({ head })))).toMatchObject({ fournisseur_tva: 'DE136695976' })
})

test.each([
  'Kunde      USt-IdNr.: DE136695976',
  'Ihre USt-IdNr.: DE136695976',
  'Unser Zeichen: 4711 | Ihre USt-IdNr.: DE136695976',
  'Notre réf. : 4711 - Votre n° TVA : DE136695976',
  'Votre numéro de TVA intracommunautaire : DE136695976',
  'Your VAT no.: DE136695976',
  'Uw btw-nummer: DE136695976',
  'Ihre Umsatzsteuer-ID: DE136695976',
])('a number is the client’s where its piece or the one before it says so: %s', (row) => {
  const head = `ACME GmbH\nUSt-IdNr. DE811569869                             RECHNUNG\n${row}`

  expect(valuesOf(read(sampleInvoice({ head })))).toMatchObject({ client_tva: 'DE136695976' })
})

test.each([
  'Règlement par prélèvement ou virement IBAN FR76 3000 6000 0112 3456 7890 189',
  'Domiciliation bancaire : BNP Paribas - IBAN FR76 3000 6000 0112 3456 7890 189',
  'Votre compte client : C123   IBAN FR76 3000 6000 0112 3456 7890 189',
  'Please quote your account number 4711 IBAN FR76 3000 6000 0112 3456 7890 189',
  'Modes de règlement : chèque, prélèvement\nIBAN : FR76 3000 6000 0112 3456 7890 189',
  'SEPA-Lastschrift auf Wunsch\nIBAN : FR76 3000 6000 0112 3456 7890 189',
])('an account that one may pay into is the supplier’s: %s', (row) => {
  const foot = `\n${row}`

  expect(valuesOf(read(sampleInvoice({ foot }))).fournisseur_iban).toBe(
    'FR7630006000011234567890189',
  )
})

test.each([
  'Merci de votre confiance - SIRET 732 829 320 00074 - TVA FR44732829320',
  'Merci de votre visite - SIRET 732 829 320 00074 - TVA FR44732829320',
  'Simplifiez votre fiscalité - SIRET 732 829 320 00074 - TVA FR44732829320',
  'Merci de voir cela avec votre fiscaliste - SIRET 732 829 320 00074 - TVA FR44732829320',
  'Uw fiscalist | SIRET 732 829 320 00074 | BTW FR44732829320',
  'Uw fiscale partner | SIRET 732 829 320 00074 | BTW FR44732829320',
  'Thank you for your purchase SIRET 732 829 320 00074 - VAT FR44732829320',
  'Service Client 01 23 45 67 89 - SIRET 732 829 320 00074 - TVA FR44732829320',
])('what is said to clients is not about them: %s', (foot) => {
  const head = `
ACME SARL                                              FACTURE
12 rue des Lilas
75011 Paris                                            Facture n° : F-2024-0042`

  expect(valuesOf(read(sampleInvoice({ head, foot: `\n${foot}` })))).toMatchObject({
    fournisseur_siret: '73282932000074',
    fournisseur_tva: 'FR44732829320',
  })
})

test.each([
  ['Votre n° d’entreprise', 'Notre n° d’entreprise'],
  ['Uw ondernemingsnummer', 'Ons ondernemingsnummer'],
  ['Votre n° intracommunautaire', 'Notre n° intracommunautaire'],
  ['Votre numéro d’identification à la TVA', 'Notre numéro d’identification à la TVA'],
  ['Votre numéro d’identification de TVA', 'Notre numéro d’identification de TVA'],
  ['Your registration no. (VAT)', 'Our registration no. (VAT)'],
  ['Votre n° ident. TVA', 'Notre n° ident. TVA'],
  ['Votre N° d’ident. intracommunautaire', 'Notre N° d’ident. intracommunautaire'],
  ['Votre numéro d’identification fiscale (TVA)', 'Notre numéro d’identification fiscale (TVA)'],
  ['Votre numéro fiscal', 'Notre numéro fiscal'],
  ['Your EU VAT number', 'Our EU VAT number'],
  ['Your European V.A.T. No.', 'Our European V.A.T. No.'],
  ['Ihre EU-USt-IdNr.', 'Unsere EU-USt-IdNr.'],
])('of two numbers far from the addresses each is whose it is said to be: %s', (yours, ours) => {
  const head = `
ACME SPRL                                              FACTURE
12 rue des Lilas
1000 Bruxelles                                         Dupont SA
                                                       5 place du Marché
                                                       4000 Liège


${yours} : BE 0403.170.701
${ours} : BE 0417.497.106
Facture n° : F-2024-0042`

  expect(valuesOf(read(sampleInvoice({ head })))).toMatchObject({
    client_tva: 'BE0403170701',
    fournisseur_tva: 'BE0417497106',
  })
})
