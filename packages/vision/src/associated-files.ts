import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import type { Attachment } from './attachments.ts'

/**
 * The files that a PDF's catalog lists as associated with it (`/AF`: ISO 32000-2, 14.13), at most so many.
 *
 * @throws Error when the PDF cannot be parsed.
 */
export async function readAssociatedFiles(bytes: Uint8Array, limit: number): Promise<Attachment[]> {
  const document = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false })
  const list = document.catalog.lookupMaybe(PDFName.of('AF'), PDFArray)
  const indices = Array.from({ length: Math.min(list?.size() ?? 0, limit) }, (_, index) => index)
  return indices.flatMap((index) => {
    const file = list?.lookupMaybe(index, PDFDict)
    const stream = file?.lookupMaybe(PDFName.of('EF'), PDFDict)?.lookup(PDFName.of('F'))
    if (!file || !(stream instanceof PDFRawStream)) return []
    return [{ name: nameOf(file), bytes: decodePDFRawStream(stream).decode() }]
  })
}

function nameOf(file: PDFDict): string {
  const name = file.lookup(PDFName.of('UF')) ?? file.lookup(PDFName.of('F'))
  return name instanceof PDFString || name instanceof PDFHexString ? name.decodeText() : ''
}
