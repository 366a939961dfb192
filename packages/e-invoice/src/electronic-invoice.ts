import type { FieldLabel, LineItem, Reading, VatBreakdownRow } from '@invoice-ml/contracts'

/** What an invoice in XML says, in the writing of the public contract. */
export type ElectronicInvoice = {
  /** UN/CEFACT Cross Industry Invoice (Factur-X, ZUGFeRD, XRechnung), or OASIS Universal Business Language. */
  syntax: 'cii' | 'ubl'
  kind: Extract<Reading['kind'], 'invoice' | 'credit_note'>
  currency: string | undefined
  values: ElectronicValue[]
  lines: ElectronicLine[]
  vatBreakdown: VatBreakdownRow[]
  /** What is added to the amount due to make it round (BT-114), and all charges on top of the lines (BT-108): decimals. */
  rounding?: string | undefined
  charges?: string | undefined
  /** What it holds that is not of its type, in words; such values are left out. */
  faults: string[]
}

export type ElectronicValue = {
  label: FieldLabel
  value: string
  /** As the XML has it. */
  raw: string
}

export type ElectronicLine = Omit<LineItem, 'page' | 'bbox' | 'confidence'>

/** What a charge is for where the goods are brought (UNTDID 7161): delivery, freight, shipping and handling. */
const shippingCodes = new Set(['DL', 'FC', 'SAA'])

/** Whether an allowance or charge of the document is one for shipping: its indicator is an xs:boolean, true of a charge. */
export function isShipping(indicator: string | undefined, code: string | undefined): boolean {
  return (indicator === 'true' || indicator === '1') && shippingCodes.has(code ?? '')
}

/** Credit notes among the document types of UNTDID 1001 that EN 16931 allows. */
const creditNoteCodes = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '502',
  '503',
  '532',
])

/** The kind that a document type code (BT-3) stands for. */
export function kindOfCode(code: string | undefined): ElectronicInvoice['kind'] {
  return code !== undefined && creditNoteCodes.has(code) ? 'credit_note' : 'invoice'
}
