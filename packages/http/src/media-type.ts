import { type MediaType, mediaTypes } from '@invoice-ml/contracts'
import { fileTypeFromBuffer } from 'file-type'

/** Bytes at the beginning of a file that tell what it is. */
export const headBytes = 4_100

// Readers accept this much before the header of a PDF.
const pdfHeaderWithin = 1_024

/** What the file is by its first bytes; undefined when it is nothing that can be read. */
export async function detectMediaType(head: Buffer): Promise<MediaType | undefined> {
  const detected = await fileTypeFromBuffer(head)
  if (detected) return isReadable(detected.mime) ? detected.mime : undefined
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

function isReadable(mime: string): mime is MediaType {
  return mime in mediaTypes
}
