import { expect, test } from 'vitest'
import { segmentsOf, spanOf } from '../candidates/span.ts'
import { readRows } from '../lines.ts'
import { drawPage } from '../testing/draw-page.ts'
import { read, valuesOf } from '../testing/readings.ts'
import { exempt } from './exempt.ts'
import { findExemption } from './find-exemption.ts'

function totalsWith(sentence: string, totals: string) {
  return valuesOf(read(['ACME', 'Rechnung Nr. 2024-17', totals, '', sentence].join('\n')))
}

test.each([
  'TVA non applicable, art. 293 B du CGI',
  'Autoliquidation de la TVA',
  'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet',
  'Reverse charge: the customer accounts for VAT',
  'Exempt from VAT',
  'Inversión del sujeto pasivo',
  'Operazione non soggetta ad IVA',
  'BTW verlegd',
  'Association non assujettie à la TVA',
  'Exonération TVA, article 261 du CGI',
  'Reverse-charge',
  'Not VAT registered',
  'Steuerfreie innergemeinschaftliche Lieferung',
  'Non imponibile art. 41 D.L. 331/93',
  'Esente art. 10 D.P.R. 633/72',
  'Exento artículo 20 LIVA',
  'Vrijgesteld van omzetbelasting',
  'TVA due par le preneur',
  'TVA acquittée par le preneur assujetti',
  'TVA à acquitter par le cocontractant',
  'Art. 283-2 du CGI',
  'Article 283-2 nonies du Code général des impôts',
  'Auto liquidation de la TVA',
  'T.V.A. due par le preneur, art. 283-2 du C.G.I.',
  'Exonéré de T.V.A., art. 261-4-4° du CGI',
  'Association non assujettie à la T.V.A.',
  'T.V.A. non applicable',
])('an invoice that says that it bears no tax has a tax of nothing: %s', (sentence) => {
  const values = totalsWith(sentence, 'Total 80,00 €')

  expect(values).toMatchObject({
    montant_ht: '80.00 EUR',
    montant_tva: '0.00 EUR',
    montant_ttc: '80.00 EUR',
  })
})

test('what the tax of nothing was read from are the words that say so', () => {
  const { fields } = read(`
    Rechnung Nr. 2024-17
    Total 80,00 €
    Umsatzsteuerbefreit nach § 19 UStG`)

  expect(fields.find(({ label }) => label === 'montant_tva')?.raw).toContain('§ 19 UStG')
})

test('a tax that is printed is the tax, whatever is exempt besides', () => {
  const values = totalsWith(
    'Porto: exempt from VAT',
    `Net 100,00 €
VAT 20 % 20,00 €
Total 120,00 €`,
  )

  expect(values.montant_tva).toBe('20.00 EUR')
})

test('without such words nothing is known of the tax', () => {
  expect(totalsWith('Vielen Dank', 'Total 80,00 €').montant_tva).toBeUndefined()
})

test.each([
  'TVA due à réception de la facture',
  'TVA due au titre des débits',
  'Taxe foncière et TVA à la charge du preneur',
  'Réf. 283-2, agence CGI',
  'Tél. 01 41 283-2',
])('what is said where VAT is charged, too, makes no tax of nothing: %s', (sentence) => {
  expect(totalsWith(sentence, 'Total 80,00 €').montant_tva).toBeUndefined()
})

test('that nothing is left to pay does not mean that there is no tax', () => {
  const values = totalsWith(
    'Vielen Dank',
    `Nettobetrag 80,00 €
Bruttobetrag 80,00 €
Vorausbezahlt 80,00 €
Offener Betrag 0,00 €`,
  )

  expect(values.montant_tva).toBeUndefined()
  expect(values).toMatchObject({ acompte: '80.00 EUR', net_a_payer: '0.00 EUR' })
})

test('a net alone is the gross as well', () => {
  const values = totalsWith('TVA non applicable, art. 293 B du CGI', 'Total HT 500,00 €')

  expect(values).toMatchObject({
    montant_ht: '500.00 EUR',
    montant_tva: '0.00 EUR',
    montant_ttc: '500.00 EUR',
  })
})

test('what is kept back of the total does not lessen it, a discount does', () => {
  const keptBack = `Total HT 10 000,00 €
Retenue de garantie 5 % 500,00 €
Net à payer 9 500,00 €`
  const discounted = `Sous-total 100,00 €
Remise 10,00 €
Net à payer 90,00 €`

  expect(totalsWith('Autoliquidation', keptBack)).toMatchObject({
    montant_ht: '10000.00 EUR',
    montant_ttc: '10000.00 EUR',
    net_a_payer: '9500.00 EUR',
  })
  expect(totalsWith('Autoliquidation', discounted)).toMatchObject({
    montant_ht: '90.00 EUR',
    montant_ttc: '90.00 EUR',
  })
})

test('what lies between the sum and what is to be paid, when nothing names it, is for a person', () => {
  const reading = read(`
    ACME
    Facture n° 2024-17
    Sous-total                100,00 €
    Geste commercial          -10,00 €
    Net à payer               90,00 €
    TVA non applicable, art. 293 B du CGI`)

  expect(valuesOf(reading).montant_tva).toBeUndefined()
  expect(reading.needs_review).toBe(true)
})

test('prices without tax do not make an invoice untaxed', () => {
  const values = totalsWith('Prezzo senza IVA', 'Totale 122,00 € (IVA inclusa)')

  expect(values.montant_tva).toBeUndefined()
})

test.each([
  [
    'Esente art. 10 D.P.R. 633/72',
    'Totale imponibile 500,00 €\nBollo 2,00 €\nTotale documento 502,00 €',
  ],
  ['Regime forfettario', 'Totale imponibile 500,00 €\nDiritti 2,00 €\nTotale documento 502,00 €'],
  [
    'TVA non applicable, art. 293 B du CGI',
    'Total HT 500,00 €\nParticipation aux frais 30,00 €\nTotal TTC 530,00 €',
  ],
])(
  'what stands between two totals is no tax where there is none, and for a person: %s',
  (sentence, totals) => {
    const reading = read(
      ['ACME', 'Facture n° 2024-17 du 03/04/2026', totals, '', sentence].join('\n'),
    )

    expect(valuesOf(reading).montant_tva).toBeUndefined()
    expect(reading.needs_review).toBe(true)
  },
)

test.each([
  'Indemnité forfaitaire pour frais de recouvrement : 40 € (non soumise à TVA)',
  'Pénalités de retard : 3 fois le taux légal, indemnité de 40.00 € non soumise à la TVA',
  'Indemnité forfaitaire pour frais de recouvrement : 40 €\n(non soumise à TVA)',
  'Indemnité forfaitaire de recouvrement : 40 € (non soumise à T.V.A.)',
  'Mahngebühren sind umsatzsteuerfrei',
  'En cas de retard, une indemnité légale de 40 € non soumise à TVA est due',
  'Indemnité pour retard de paiement : 40 € (non soumise à TVA)',
  'Indemnité fixe de 40 euros non soumise à TVA',
  'Une indemnité de quarante euros, non soumise à TVA',
  'En cas de retard de paiement, application d’une indemnité (non soumise à TVA) de 40 €',
  'Une indemnité (non soumise à TVA) d’un montant de 40 € est due',
  'Une somme de 40 € à titre d’indemnité, non soumise à TVA',
  'Indemnité compensatoire des frais engagés d’un montant de 40 €, non soumise à TVA',
])(
  'that what is charged for paying late bears no tax tells nothing of the invoice: %s',
  (sentence) => {
    expect(totalsWith(sentence, 'Total TTC 1 200,00 €').montant_tva).toBeUndefined()
  },
)

test.each([
  'Indemnité forfaitaire de recouvrement : 40 € - TVA non applicable, art. 293 B du CGI',
  'Pas de pénalités. Prestation non soumise à TVA',
])('what is charged for paying late may stand before the exemption: %s', (sentence) => {
  expect(totalsWith(sentence, 'Total 80,00 €').montant_tva).toBe('0.00 EUR')
})

test.each([
  ['Taxe de séjour non soumise à la TVA', '2 nuits, taxe de séjour comprise, TVA 10 % incluse'],
  [
    'Taxe de séjour non soumise à la TVA',
    'Séjour 2 nuits, taxe de séjour comprise, TVA au taux de 10 % incluse',
  ],
  ['Taxe de séjour non soumise à la T.V.A.', 'Taxe de séjour comprise, T.V.A. 10 % incluse'],
  ['Kurtaxe umsatzsteuerfrei', 'Übernachtung inkl. Kurtaxe, inkl. 7 % MwSt.'],
  ['Kurtaxe umsatzsteuerfrei', 'Übernachtung inkl. Kurtaxe, inkl. 7 % Umsatzsteuer'],
  ['City tax not subject to VAT', 'Two nights, city tax included, 10% VAT included'],
])('a rate behind a tax of the town is one that the invoice bears: %s, %s', (sentence, row) => {
  expect(totalsWith(sentence, `Total 220,00 €\n${row}`).montant_tva).toBeUndefined()
})

test('an invoice that prints a rate of tax bears some, whatever it says to be exempt', () => {
  const values = totalsWith('Porto umsatzsteuerfrei', 'Total 1.200,00 €\nMwSt. 19 % enthalten')

  expect(values.montant_tva).toBeUndefined()
})

test.each([
  'TVA non applicable, art. 293 B du CGI\nEn cas de retard, il sera appliqué des pénalités de retard\nau taux de 10 % l’an.',
  'TVA non applicable, art. 293 B du CGI\nTout retard entraîne une majoration au taux de 12 % l’an',
  'Exempt from VAT\nLate payment surcharge at a rate of 8 %',
  'TVA 20 % : autoliquidation (art. 283-2 nonies du CGI)',
])('a rate of interest, or one that is not due, is no tax that an invoice bears: %s', (foot) => {
  expect(totalsWith(foot, 'Total HT 800,00 €')).toMatchObject({
    montant_ht: '800.00 EUR',
    montant_tva: '0.00 EUR',
    montant_ttc: '800.00 EUR',
  })
})

test.each([
  [
    'TVA non applicable, art. 293 B du CGI',
    '2 nuits 160,00 €\nTaxe de séjour 5 % 8,00 €\nTotal 168,00 €',
  ],
  ['No VAT charged', '2 nights 160,00 €\nCity tax 5 % 8,00 €\nTotal 168,00 €'],
  ['No VAT charged', '2 nights 160,00 €\nLocal tax 5 % 8,00 €\nTotal 168,00 €'],
  ['No VAT charged', '2 nights 160,00 €\nCity tax 5 % (no VAT) 8,00 €\nTotal 168,00 €'],
])(
  'a tax of a town is no VAT of an invoice that says that it bears none: %s, %s',
  (sentence, totals) => {
    expect(totalsWith(sentence, totals)).toMatchObject({
      montant_ht: '168.00 EUR',
      montant_tva: '0.00 EUR',
      montant_ttc: '168.00 EUR',
    })
  },
)

test('a tax that is withheld is no VAT of an invoice that says that it bears none', () => {
  const values = totalsWith('No VAT charged', 'Total 800,00 €\nWithholding tax 10 % 80,00 €')

  expect(values).toMatchObject({ montant_tva: '0.00 EUR', montant_ttc: '800.00 EUR' })
})

test.each([
  'Honoraires et indemnités exonérés de TVA, art. 261-4-1° du CGI',
  'Indemnités kilométriques et vacations exonérées de TVA',
  'Indemnité forfaitaire de recouvrement 40 €, prestation de formation exonérée de TVA (art. 261-4-4°)',
  'Indemnité forfaitaire de recouvrement : 40 € - formation exonérée de TVA',
  'Honoraires et indemnités exonérés de TVA - Pénalités de retard : 3 fois le taux légal',
  'Pas de frais de retard, honoraires et indemnités exonérés de TVA',
  'Honoraires forfaitaires et indemnités exonérés de TVA',
  '40 vacations et indemnités exonérées de TVA',
  'Vacation 40,00 € et indemnités exonérées de TVA',
  'Vacation 3 h à 12,40 €, indemnités exonérées de TVA (art. 261-4-4°)',
  'Forfait 40 €, indemnités exonérées de TVA',
  'Trajet à 0,40 €/km et indemnités exonérées de TVA',
  'Indemnités de 12,40 €, exonérées de TVA',
  'Indemnités de 140 €, exonérées de TVA',
])('what is exempt is what was sold, though allowances are spoken of: %s', (sentence) => {
  expect(totalsWith(sentence, 'Total 80,00 €').montant_tva).toBe('0.00 EUR')
})

test.each([
  ['Totaal incl. btw € 1.210,00', 'Btw verlegd'],
  ['Gesamtbetrag inkl. MwSt. 1.000,00 €', 'Reverse Charge'],
  ['Total TTC (TVA incluse) 1 000,00 €', 'TVA due par le preneur'],
  ['Total TTC 1 000,00 €', 'Prix TVA comprise. Opération exonérée de TVA'],
  ['Total £1,200.00', 'VAT registered. Goods are zero-rated'],
])('words that contradict a total with its tax are for a person: %s, %s', (total, sentence) => {
  const reading = read(['ACME', 'Facture n° 2024-17', total, '', sentence].join('\n'))

  expect(valuesOf(reading).montant_tva).toBeUndefined()
  expect(reading.needs_review).toBe(true)
})

test.each([
  ['Gesamtbetrag inkl. MwSt. 1.000,00 €', 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.'],
  ['Total TTC (TVA incluse) 1 000,00 €', 'TVA non applicable, art. 293 B du CGI'],
  ['Total incl. VAT £1,000.00', 'We are not registered for VAT'],
  ['Totale con IVA 1.000,00 €', 'Regime forfettario'],
  ['Totaal incl. btw € 1.000,00', 'Kleineondernemersregeling'],
  [
    'Gesamtbetrag 1.000,00 €',
    'Alle Preise inkl. MwSt.\nSteuerfreie innergemeinschaftliche Lieferung',
  ],
  ['Total £1,000.00', 'VAT Registered No. GB 123 4567 89\nZero-rated export of goods'],
  ['Montant TVAC 1.000,00 €', 'TVA non applicable'],
])(
  'a seller that charges nobody any, or prices with their tax elsewhere, contradict nothing: %s, %s',
  (total, foot) => {
    expect(totalsWith(foot, total).montant_tva).toMatch(/^0\.00 /)
  },
)

test.each([
  ['Total TTC 500,00 €', 'Caution de location      500,00 €\nCaution non soumise à TVA'],
  ['Total HT 500,00 €\nTotal TTC 500,00 €', 'Débours non soumis à TVA'],
])('what is charged besides is what was sold where nothing else is: %s, %s', (total, foot) => {
  expect(totalsWith(foot, total).montant_tva).toBe('0.00 EUR')
})

test.each([
  ['Total HT 500,00 €\nCaution 30,00 €\nTotal TTC 530,00 €', 'Caution non soumise à TVA'],
  ['Sous-total 500,00 €\nAssurance 50,00 €\nTotal 550,00 €', 'Assurance exonérée de TVA'],
  ['Total HT 500,00 €\nAssurance exonérée de TVA 30,00 €\nTotal TTC 530,00 €', ''],
  ['Subtotal €500.00\nPostage exempt from VAT €30.00\nTotal €530.00', ''],
])('what bears no tax itself is not the tax: %s', (totals, sentence) => {
  const reading = read(
    ['ACME', 'Facture n° 2024-17 du 03/04/2026', totals, '', sentence].join('\n'),
  )

  expect(valuesOf(reading).montant_tva).toBeUndefined()
  expect(reading.needs_review).toBe(true)
})

test('where net and gross are the same, or the net is all there is, no word on the tax in them counts', () => {
  const foot = 'Autoliquidation\nNos prix s’entendent TVA comprise.'

  expect(totalsWith(foot, 'Total HT 80,00 €\nTotal TTC 80,00 €').montant_tva).toBe('0.00 EUR')
  expect(totalsWith(foot, 'Total HT 80,00 €').montant_tva).toBe('0.00 EUR')
})

test.each([
  'TVA due par le preneur pour les\nclients hors de France',
  'Clients UE :\nAutoliquidation de la TVA',
  'Les intérêts de retard sont\nexonérés de TVA',
])('whom or what it is said of may stand in the line above or below: %s', (sentence) => {
  expect(totalsWith(sentence, 'Total TTC 1 000,00 €').montant_tva).toBeUndefined()
})

test.each([
  'Caution                    500,00 €     (non soumise à TVA)',
  'Caution                    500,00 €     Non soumise à TVA',
  'Assurance annulation       Exonérée de TVA       30,00 €',
  'Caution                    500,00 €     TVA non applicable',
])('what it is said of may stand left of it in a row with a sum: %s', (row) => {
  expect(totalsWith('', `${row}\nTotal TTC 1 000,00 €`).montant_tva).toBeUndefined()
})

test.each([
  'Séance d’ostéopathie       Exonérée de TVA       30,00 €',
  'Net à payer                30,00 €               Exonéré de TVA',
  'Conditions : 30 jours      Exonéré de TVA',
  'SARL au capital de 1 000,00 €           Organisme exonéré de TVA',
])('what was sold may stand there as well, or nothing: %s', (row) => {
  expect(totalsWith('', `Total TTC 30,00 €\n${row}`).montant_tva).toBe('0.00 EUR')
})

test('a row of tens of thousands of rates is read in no time', () => {
  const rows = readRows([drawPage(`TVA ${'5% '.repeat(40_000)}autoliquidation`)])
  const spans = segmentsOf(rows).flatMap((segment) =>
    segment.words.map((_, at) => spanOf(segment, at, 1)),
  )
  const rates = spans.map((span) => ({ span, basisPoints: 500, isNamed: true }))
  const sums = { isBalanced: false }
  const statement = findExemption(rows, { amounts: [], totals: sums })

  const totals = exempt(sums, { statement, rows, amounts: [], rates })

  expect(totals).toBe(sums)
})
