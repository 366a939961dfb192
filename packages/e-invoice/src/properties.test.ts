import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { decodeXml } from './decode.ts'
import { EInvoiceError } from './e-invoice-error.ts'
import { readEInvoice } from './read-e-invoice.ts'
import { beginsLikeEInvoice } from './sniff.ts'

const names = fc.constantFrom(
  'Invoice',
  'CreditNote',
  'CrossIndustryInvoice',
  'ID',
  'IssueDate',
  'InvoiceLine',
  'InvoicedQuantity',
  'LegalMonetaryTotal',
  'PayableAmount',
  'TaxTotal',
  'TaxSubtotal',
  'Percent',
  'ExchangedDocument',
  'SupplyChainTradeTransaction',
  'ApplicableHeaderTradeSettlement',
  'SpecifiedTradeSettlementHeaderMonetarySummation',
  'GrandTotalAmount',
  'DateTimeString',
  'cbc:ID',
  '__proto__',
  'constructor',
  '#text',
)
const texts = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '-1',
    '12.50',
    '1e400',
    '2026-01-15',
    '20260115',
    'NaN',
    '&lt;',
    '&#0;',
    '&#x110000;',
    '&unknown;',
    '<![CDATA[<]]>',
    '<!-- -->',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const attributes = fc.constantFrom(
  '',
  ' currencyID="EUR"',
  ' format="102"',
  " a='&'",
  ' __proto__="1"',
  ' xmlns="urn:x"',
)

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      names,
      attributes,
      fc.oneof(
        { maxDepth: 6 },
        texts,
        fc.array(tie('element'), { maxLength: 5 }).map((all) => all.join('')),
      ),
    )
    .map(([name, given, content]) => `<${name}${given}>${content}</${name}>`),
}))

const documents: Arbitrary<Uint8Array> = fc.oneof(
  element.map((xml) => Buffer.from(`<?xml version="1.0"?><Invoice>${xml}</Invoice>`)),
  element.map((xml) => Buffer.from(`<CrossIndustryInvoice>${xml}</CrossIndustryInvoice>`)),
  fc.tuple(element, fc.nat(400)).map(([xml, end]) => Buffer.from(xml).subarray(0, end)),
  fc
    .tuple(
      fc.constantFrom('<', '<a>', '<!--', '<?xml ', '<a b="', '&#', ' ', '<![CDATA[', '</a>'),
      fc.nat(4_000),
    )
    .map(([piece, count]) => Buffer.from(piece.repeat(count))),
  fc
    .tuple(fc.constantFrom('utf-16', 'latin1', 'x-user-defined', 'utf-7', ''), element)
    .map(([encoding, xml]) =>
      Buffer.from(`<?xml version="1.0" encoding="${encoding}"?>${xml}`, 'utf16le'),
    ),
  fc.uint8Array({ maxLength: 400 }),
)
const runs = { numRuns: 1_000, seed: 4_711 }

/** What it gives, or the one error that it may throw. */
function outcome<Value>(work: () => Value): Value | EInvoiceError {
  try {
    return work()
  } catch (error) {
    if (error instanceof EInvoiceError) return error
    throw error
  }
}

test('whatever the bytes, they are text or refused', () => {
  fc.assert(
    fc.property(documents, (bytes) => {
      const text = outcome(() => decodeXml(bytes))

      expect(typeof text === 'string' || text instanceof EInvoiceError).toBe(true)
    }),
    runs,
  )
})

test('whatever the first bytes, they begin an invoice or not', () => {
  fc.assert(
    fc.property(documents, (bytes) => {
      expect(typeof beginsLikeEInvoice(bytes.subarray(0, 4_100))).toBe('boolean')
    }),
    runs,
  )
})

test('whatever the document, it is an invoice, something else, or refused', () => {
  fc.assert(
    fc.property(documents, (bytes) => {
      const invoice = outcome(() => readEInvoice(bytes))

      expect(['object', 'undefined']).toContain(typeof invoice)
      expect(() => JSON.stringify(invoice)).not.toThrow()
    }),
    runs,
  )
  // What a document names its elements changes nothing for the others.
  expect(Object.keys(Object.prototype)).toEqual([])
})
