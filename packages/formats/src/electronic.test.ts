import { type Extraction, ProblemError } from '@invoice-ml/contracts'
import { readEInvoice } from '@invoice-ml/e-invoice'
import { expect, test } from 'vitest'
import { exportCii } from './cii.ts'
import { line, sampleExtraction } from './testing/sample-extraction.ts'
import { exportUbl } from './ubl.ts'

const syntaxes = [
  ['ubl', exportUbl],
  ['cii', exportCii],
] as const

function read(xml: string) {
  const invoice = readEInvoice(Buffer.from(xml))
  if (!invoice) throw new Error('It is not known for an invoice')
  return invoice
}

/** What is said of the extraction, as errors of the problem. */
function faultsOf(extraction: Extraction): string[] {
  try {
    exportUbl(extraction)
    return []
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'export-incomplete') throw error
    return (error.errors ?? []).map(({ path }) => path)
  }
}

test.each(syntaxes)('what was read is read again from %s', (syntax, write) => {
  const extraction = sampleExtraction(
    {},
    { date_livraison: '2026-01-10', conditions_paiement: '30 jours' },
  )

  const invoice = read(write(extraction))

  const expected = extraction.fields.map(({ label, value }) => ({
    label,
    value,
    raw: expect.anything(),
  }))
  expect(invoice).toMatchObject({ syntax, kind: 'invoice', currency: 'EUR', faults: [] })
  expect(invoice.values).toEqual(expect.arrayContaining(expected))
  expect(invoice.lines).toEqual(extraction.lines.map(({ confidence: _, ...rest }) => rest))
  expect(invoice.vatBreakdown).toEqual(extraction.vat_breakdown)
})

test.each(syntaxes)(
  'a credit note that is printed with minus signs is one without in %s',
  (_syntax, write) => {
    const extraction = sampleExtraction(
      {
        kind: 'credit_note',
        lines: [line({ quantity: '-2', unit_price: '500.00', amount: '-1000.00' })],
        vat_breakdown: [{ rate: '20.00', base: '-1000.00', amount: '-200.00' }],
      },
      { montant_ht: '-1000.00 EUR', montant_tva: '-200.00 EUR', montant_ttc: '-1200.00 EUR' },
    )

    const invoice = read(write(extraction))

    expect(invoice.kind).toBe('credit_note')
    expect(invoice.values).toContainEqual({
      label: 'montant_ttc',
      value: '1200.00 EUR',
      raw: '1200.00',
    })
    expect(invoice.lines).toMatchObject([
      { quantity: '2', unit_price: '500.00', amount: '1000.00' },
    ])
  },
)

test.each(syntaxes)(
  'what a credit note with minus signs does not give back is taken off it in %s',
  (_syntax, write) => {
    const extraction = sampleExtraction(
      {
        kind: 'credit_note',
        lines: [
          line({ quantity: '-2', unit_price: '550.00', amount: '-1100.00' }),
          line({ quantity: '1', unit_price: '60.00', amount: '60.00' }),
          line({ unit_price: '40.00', amount: '40.00' }),
        ],
        vat_breakdown: [{ rate: '20.00', base: '-1000.00', amount: '-200.00' }],
      },
      { montant_ht: '-1000.00 EUR', montant_tva: '-200.00 EUR', montant_ttc: '-1200.00 EUR' },
    )

    expect(read(write(extraction)).lines).toMatchObject([
      { quantity: '2', unit_price: '550.00', amount: '1100.00' },
      { quantity: '-1', unit_price: '60.00', amount: '-60.00' },
      { quantity: '-1', unit_price: '40.00', amount: '-40.00' },
    ])
  },
)

test.each(syntaxes)(
  'a discount and shipping stand between the lines and the total of %s',
  (_syntax, write) => {
    const extraction = sampleExtraction(
      {
        lines: [line({ amount: '1050.00' }), line({ amount: '30.00', vat_rate: '10.00' })],
        vat_breakdown: [
          { rate: '20.00', base: '950.00', amount: '190.00' },
          { rate: '10.00', base: '50.00', amount: '5.00' },
        ],
      },
      {
        remise: '100.00 EUR',
        frais_port: '20.00 EUR',
        montant_tva: '195.00 EUR',
        montant_ttc: '1195.00 EUR',
      },
    )

    const xml = write(extraction)

    expect(read(xml).values).toContainEqual({ label: 'remise', value: '100.00 EUR', raw: '100.00' })
    expect(xml).toContain('Frais de port')
    expect(xml).toMatch(/1080\.00/)
  },
)

test.each(syntaxes)(
  'what was paid already is taken off in %s, with a minus or without',
  (_syntax, write) => {
    const minus = sampleExtraction({}, { acompte: '-200.00 EUR', net_a_payer: '1000.00 EUR' })
    const extraction = sampleExtraction({}, { acompte: '200.00 EUR' })

    expect(read(write(minus)).values).toEqual(read(write(extraction)).values)

    expect(read(write(extraction)).values).toEqual(
      expect.arrayContaining([
        { label: 'acompte', value: '200.00 EUR', raw: '200.00' },
        { label: 'net_a_payer', value: '1000.00 EUR', raw: '1000.00' },
      ]),
    )
  },
)

test.each(syntaxes)('where nothing is due, all of it was paid in %s', (_syntax, write) => {
  const extraction = sampleExtraction({}, { net_a_payer: '0.00 EUR' })

  const { values } = read(write(extraction))

  expect(values).toContainEqual({ label: 'acompte', value: '1200.00 EUR', raw: '1200.00' })
  expect(values).toContainEqual({ label: 'net_a_payer', value: '0.00 EUR', raw: '0.00' })
})

test.each(syntaxes)('what makes the amount due round is no payment in %s', (_syntax, write) => {
  const extraction = sampleExtraction(
    { adjustments: { rounding: '0.40' } },
    { net_a_payer: '1200.40 EUR' },
  )

  const invoice = read(write(extraction))

  expect(invoice.rounding).toBe('0.40')
  expect(invoice.values.map(({ label }) => label)).not.toContain('acompte')
})

test.each(syntaxes)('charges that only an XML tells are charges in %s', (_syntax, write) => {
  const extraction = sampleExtraction({
    adjustments: { charges: '50.00' },
    lines: [line({ amount: '950.00' })],
  })

  expect(read(write(extraction)).charges).toBe('50.00')
})

// The sums of the samples of Factur-X that FNFE-MPE publishes, taxed at 20 %.
const ofOneRate: Partial<Extraction> = {
  adjustments: { charges: '10.00' },
  lines: [line({ amount: '60.00' }), line({ amount: '35.00' })],
  vat_breakdown: [{ rate: '20.00', base: '100.00', amount: '20.00' }],
}
const adjusted = {
  remise: '5.00 EUR',
  montant_ht: '100.00 EUR',
  montant_tva: '20.00 EUR',
  montant_ttc: '120.00 EUR',
}

test.each(syntaxes)(
  'a discount and a charge of one rate both stand between lines and total of %s',
  (_syntax, write) => {
    const xml = write(sampleExtraction(ofOneRate, adjusted))

    const invoice = read(xml)

    expect(invoice.values).toContainEqual({ label: 'remise', value: '5.00 EUR', raw: '5.00' })
    expect(invoice.charges).toBe('10.00')
    expect(amountsAdjusted(xml)).toEqual([
      ['false', '5.00'],
      ['true', '10.00'],
    ])
  },
)

/** Whether each allowance or charge of the document is a charge, and its amount. */
function amountsAdjusted(xml: string): (string | undefined)[][] {
  const adjustments = xml.matchAll(/<(\w+:\w*AllowanceCharge)>(.*?)<\/\1>/gs)
  return Array.from(adjustments, ([, , content = '']) => [
    /Indicator>(true|false)</.exec(content)?.[1],
    /Amount[^>]*>([\d.]+)</.exec(content)?.[1],
  ])
}

test('a discount and a charge are of no rate that is made up for them', () => {
  const ofTwoRates = {
    ...ofOneRate,
    lines: [line({ amount: '60.00' }), line({ amount: '35.00', vat_rate: '10.00' })],
    vat_breakdown: [
      { rate: '20.00', base: '65.00', amount: '13.00' },
      { rate: '10.00', base: '35.00', amount: '3.50' },
    ],
  }
  const sums = { ...adjusted, montant_tva: '16.50 EUR', montant_ttc: '116.50 EUR' }

  expect(faultsOf(sampleExtraction(ofTwoRates, sums))).toEqual(['lines'])
})

test.each(['4.00 EUR', '6.00 EUR'])(
  'a discount of %s and a charge that do not lead to what is taxed are refused',
  (remise) => {
    expect(faultsOf(sampleExtraction(ofOneRate, { ...adjusted, remise }))).toEqual(['lines'])
  },
)

const credited = {
  montant_ht: '-1000.00 EUR',
  montant_tva: '-200.00 EUR',
  montant_ttc: '-1200.00 EUR',
}

test.each([
  ['without montant_ttc', { ...credited, montant_ttc: undefined }],
  ['without montant_ht', { ...credited, montant_ht: undefined }],
  ['without montant_tva', { ...credited, montant_tva: undefined }],
  ['whose amount due has none', { ...credited, net_a_payer: '1200.00 EUR' }],
])('a credit note with minus signs, %s, gives back what it says', (_what, fields) => {
  const extraction = sampleExtraction(
    {
      kind: 'credit_note',
      lines: [line({ amount: '-1000.00' })],
      vat_breakdown: [{ rate: '20.00', base: '-1000.00', amount: '-200.00' }],
    },
    fields,
  )

  const { values } = read(exportUbl(extraction))

  expect(values).toContainEqual({ label: 'montant_ttc', value: '1200.00 EUR', raw: '1200.00' })
  expect(values).toContainEqual({ label: 'net_a_payer', value: '1200.00 EUR', raw: '1200.00' })
})

test.each(syntaxes)('two of the three sums are enough for %s', (_syntax, write) => {
  const extraction = sampleExtraction({}, { montant_tva: undefined })

  expect(read(write(extraction)).values).toContainEqual({
    label: 'montant_tva',
    value: '200.00 EUR',
    raw: '200.00',
  })
})

test.each(syntaxes)('lines are completed by what follows from the rest in %s', (_syntax, write) => {
  const lines = [
    line({ quantity: '3', amount: '700.00', vat_rate: undefined }),
    line({ quantity: '2', unit_price: '150.00' }),
  ]

  expect(read(write(sampleExtraction({ lines }))).lines).toMatchObject([
    { unit_price: '233.33333333', vat_rate: '20.00' },
    { amount: '300.00' },
  ])
})

test.each(syntaxes)('quantity times price is the amount of a line in %s', (_syntax, write) => {
  const lines = [
    line({ quantity: '4', unit_price: '500.00', amount: '1800.00' }),
    line({ quantity: '2', unit_price: '400.00', amount: '-800.00' }),
    // Of a third of a euro, rounded.
    line({ quantity: '3', unit_price: '0.33', amount: '1.00' }),
    line({ quantity: '1', unit_price: '-1.00', amount: '-1.00' }),
  ]

  expect(read(write(sampleExtraction({ lines }))).lines).toMatchObject([
    { quantity: '4', unit_price: '450.00', amount: '1800.00' },
    { quantity: '-2', unit_price: '400.00', amount: '-800.00' },
    { quantity: '3', unit_price: '0.33', amount: '1.00' },
    { quantity: '-1', unit_price: '1.00', amount: '-1.00' },
  ])
})

test.each(syntaxes)('two kinds of what is not taxed are one rate in %s', (_syntax, write) => {
  const extraction = sampleExtraction(
    {
      lines: [line({ amount: '1000.00', vat_rate: '0.00' })],
      vat_breakdown: [
        { rate: '0.00', base: '600.00', amount: '0.00' },
        { rate: '0', base: '400.00', amount: '0.00' },
      ],
    },
    { montant_tva: '0.00 EUR', montant_ttc: '1000.00 EUR' },
  )

  expect(read(write(extraction)).vatBreakdown).toEqual([
    { rate: '0.00', base: '1000.00', amount: '0.00' },
  ])
})

test('the tax of a rate may be rounded line by line', () => {
  const extraction = sampleExtraction(
    { vat_breakdown: [{ rate: '20.00', base: '1000.00', amount: '200.04' }] },
    { montant_tva: '200.04 EUR', montant_ttc: '1200.04 EUR' },
  )

  expect(faultsOf(extraction)).toEqual([])
})

test.each(syntaxes)('text that would break XML is text in %s', (_syntax, write) => {
  const name = `</x><!-- & "q" 'a' ]]> \u0001é`

  const xml = write(sampleExtraction({}, { fournisseur_nom: name }))

  expect(read(xml).values).toContainEqual(
    expect.objectContaining({ label: 'fournisseur_nom', value: name.replace('\u0001', '') }),
  )
})

test('a bare extraction is told all that it lacks', () => {
  const bare = sampleExtraction({ fields: [], lines: [], vat_breakdown: [], currency: undefined })

  expect(faultsOf(bare).toSorted()).toEqual([
    'client_nom',
    'date_facture',
    'devise',
    'fournisseur_nom',
    'fournisseur_tva',
    'montant_ht',
    'montant_ttc',
    'montant_tva',
    'numero_facture',
  ])
})

test.each([
  ['lines', sampleExtraction({ lines: [] })],
  ['lines', sampleExtraction({ lines: [line({ amount: '999.99' })] })],
  ['montant_ttc', sampleExtraction({}, { montant_ttc: '1200.01 EUR' })],
  [
    'vat_breakdown',
    sampleExtraction({ vat_breakdown: [{ rate: '20.00', base: '999.00', amount: '200.00' }] }),
  ],
  ['net_a_payer', sampleExtraction({}, { acompte: '100.00 EUR', net_a_payer: '1000.00 EUR' })],
  ['net_a_payer', sampleExtraction({}, { net_a_payer: '1060.00 EUR' })],
  ['vat_breakdown', sampleExtraction({ vat_breakdown: [] }, { taux_tva: '5.50' })],
  [
    'vat_breakdown',
    sampleExtraction(
      { vat_breakdown: [{ rate: '20.00', base: '1000.00', amount: '200.05' }] },
      { montant_tva: '200.05 EUR', montant_ttc: '1200.05 EUR' },
    ),
  ],
  ['date_facture', sampleExtraction({}, { date_facture: '2026-02-31' })],
  ['date_echeance', sampleExtraction({}, { date_echeance: undefined })],
  ['lines.0.amount', sampleExtraction({ lines: [line({})] })],
])('%s that does not add up, or is not there, is named', (path, extraction) => {
  expect(faultsOf(extraction)).toContain(path)
})

test.each([
  ['NL123456782B90', 'Keizersgracht 100, 1015 CJ Amsterdam', '1015 CJ', 'Amsterdam'],
  ['NL123456782B90', 'Keizersgracht 100, 1015CJ Amsterdam', '1015CJ', 'Amsterdam'],
  ['NL123456782B90', 'Meir 1, 2000 Antwerpen', '2000', 'Antwerpen'],
  ['BE0123456749', 'Rue Haute 1, 7100 LA LOUVIÈRE', '7100', 'LA LOUVIÈRE'],
])('a postcode is written as in its country: %s, %s', (vat, address, postcode, city) => {
  const xml = exportUbl(
    sampleExtraction(
      {},
      {
        fournisseur_tva: vat,
        fournisseur_siren: undefined,
        fournisseur_siret: undefined,
        fournisseur_adresse: address,
      },
    ),
  )

  expect(xml).toContain(`<cbc:PostalZone>${postcode}</cbc:PostalZone>`)
  expect(xml).toContain(`<cbc:CityName>${city}</cbc:CityName>`)
})
