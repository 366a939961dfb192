import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A file within a document. */
export type Attachment = { name: string; bytes: Uint8Array }

// More than an invoice and its annexes; each is unpacked whole.
const maxAttachments = 10

const isXml = ({ name }: { name: string }) => /\.xml$/i.test(name)

/**
 * The XML files that a PDF carries: those in its name tree, or, where there are none, those that its list of associated
 * files names, which pdfjs does not look into. One that cannot be unpacked comes out empty.
 */
export async function readXmlAttachments(
  document: PDFDocumentProxy,
  bytes: Uint8Array,
): Promise<Attachment[]> {
  const named = await readNamed(document)
  if (named.length > 0 || !mayHoldAssociated(bytes)) return named
  // Few documents need this library.
  const { readAssociatedFiles } = await import('./associated-files.ts')
  // It parses more strictly than pdfjs: what it refuses is read without them.
  const associated = await readAssociatedFiles(bytes, maxAttachments).catch(() => [])
  return associated.filter(isXml)
}

async function readNamed(document: PDFDocumentProxy): Promise<Attachment[]> {
  const files = Array.from((await document.getAttachments()) ?? [], ([id, { filename }]) => ({
    id,
    name: filename,
  }))
  const attachments: Attachment[] = []
  for (const { id, name } of files.filter(isXml).slice(0, maxAttachments)) {
    const content = await document.getAttachmentContent(id).catch(() => null)
    attachments.push({ name, bytes: content ?? new Uint8Array() })
  }
  return attachments
}

/** Whether parsing a file once more is worth it: an associated file states its relationship, or the XMP names the format. */
function mayHoldAssociated(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return ['/AFRelationship', ':factur-x:', ':zugferd:'].some((mark) => buffer.includes(mark))
}
