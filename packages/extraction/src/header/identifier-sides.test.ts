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

test('an account that one may also pay into is the supplier’s', () => {
  const foot = '\nRèglement par prélèvement ou virement IBAN FR76 3000 6000 0112 3456 7890 189'

  expect(valuesOf(read(sampleInvoice({ foot }))).fournisseur_iban).toBe(
    'FR7630006000011234567890189',
  )
})

test.each([
  'Merci de votre confiance - SIRET 732 829 320 00074 - TVA FR44732829320',
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
