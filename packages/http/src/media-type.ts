import { type MediaType, mediaTypes, type PagedMediaType } from '@invoice-ml/contracts'
import { beginsLikeEInvoice } from '@invoice-ml/e-invoice'
import { fileTypeFromBuffer } from 'file-type'

/** Bytes at the beginning of a file that tell what it is. */
export const headBytes = 4_100

// Readers accept this much before the header of a PDF.
const pdfHeaderWithin = 1_024

/** What the file is by its first bytes; undefined when it is nothing that can be read. */
export async function detectMediaType(head: Buffer): Promise<MediaType | undefined> {
  if (beginsLikeEInvoice(head)) return 'application/xml'
  const detected = await fileTypeFromBuffer(head)
  if (detected) return isPaged(detected.mime) ? detected.mime : undefined
  if (isTiff(head)) return 'image/tiff'
  const position = head.subarray(0, pdfHeaderWithin).indexOf('%PDF-')
  if (position < 0) return undefined
  // A page of HTML with a PDF behind it is a page of HTML to whoever opens it.
  const before = head.subarray(0, position)
  return before.includes('<') ? undefined : 'application/pdf'
}

/** A TIFF may keep its directory at its end, where what recognises files does not look. */
function isTiff(head: Buffer): boolean {
  const magic = head.subarray(0, 4).toString('latin1')
  return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(magic)
}

/** XML is read only when it is an invoice. */
function isPaged(mime: string): mime is PagedMediaType {
  return mime in mediaTypes && mime !== 'application/xml'
}

/** Whether the file begins as a ZIP does, an empty one included. */
export function isArchive(head: Buffer): boolean {
  return ['PK\x03\x04', 'PK\x05\x06'].includes(head.subarray(0, 4).toString('latin1'))
}
