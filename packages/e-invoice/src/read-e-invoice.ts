import { decodeXml } from './decode.ts'
import type { ElectronicInvoice } from './electronic-invoice.ts'
import { readCii } from './read-cii.ts'
import { readUbl } from './read-ubl.ts'
import { parseXml, type XmlNode } from './xml-node.ts'

/** What reads a document with such a root element. */
const readers = new Map<string, (root: XmlNode) => ElectronicInvoice>([
  ['CrossIndustryInvoice', readCii],
  ['CrossIndustryDocument', readCii],
  ['Invoice', readUbl],
  ['CreditNote', readUbl],
])

/** Whether documents with this root element, named without its prefix, are read. */
export function isInvoiceRoot(name: string): boolean {
  return readers.has(name)
}

/**
 * The invoice in the bytes of an XML document: UN/CEFACT CII (Factur-X, ZUGFeRD 1 and 2, XRechnung) or UBL. Undefined for
 * XML that is something else, an order for example.
 *
 * @throws EInvoiceError when it is damaged, or not safe to read.
 */
export function readEInvoice(bytes: Uint8Array): ElectronicInvoice | undefined {
  const root = parseXml(decodeXml(bytes))
  return readers.get(root.name)?.(root)
}
