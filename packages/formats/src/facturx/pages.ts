import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib'
import { whyNotArchivable } from './archivable.ts'

/** A new PDF with the pages of another, or why it cannot have them. */
export type KeptPages = { document: PDFDocument } | { reason: string }

/**
 * Copies the chosen pages of a PDF, numbered from 1, and nothing else of it: no script, form, attachment, bookmark or link. A file that is damaged,
 * encrypted, or whose pages use what PDF/A-3 forbids is not copied.
 */
export async function keepPages(
  pdf: Uint8Array,
  choose: (pageCount: number) => number[],
): Promise<KeptPages> {
  try {
    const source = await PDFDocument.load(pdf, { updateMetadata: false })
    const indices = choose(source.getPageCount()).map((number) => number - 1)
    for (const page of indices.map((index) => source.getPage(index))) {
      if (!hasOnlyLinks(page)) return { reason: 'there is an annotation' }
      strip(page)
    }
    const document = await PDFDocument.create({ updateMetadata: false })
    for (const page of await document.copyPages(source, indices)) document.addPage(page)
    const reason = whyNotArchivable(document.context)
    return reason === undefined ? { document } : { reason }
  } catch (error) {
    // Whatever is wrong with it: what draws the pages is more patient.
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

const keptKeys = [
  'Type',
  'Parent',
  'Contents',
  'Resources',
  'Group',
  'Rotate',
  'UserUnit',
  'MediaBox',
  'CropBox',
  'BleedBox',
  'TrimBox',
  'ArtBox',
].map((name) => PDFName.of(name))

function strip({ node }: PDFPage): void {
  for (const key of node.keys()) if (!keptKeys.includes(key)) node.delete(key)
}

/** A link shows nothing; any other annotation would be missed. */
function hasOnlyLinks({ node }: PDFPage): boolean {
  const annotations = node.Annots()
  if (!(annotations instanceof PDFArray)) return true
  return Array.from({ length: annotations.size() }, (_, index) => annotations.lookup(index)).every(
    (one) => one instanceof PDFDict && one.lookup(PDFName.of('Subtype')) === PDFName.of('Link'),
  )
}

// The longer side of A4, and the shorter one, in points.
const [longSide, shortSide] = [841.89, 595.28]

/** A new PDF with an image on each page, as large as it may be on A4, upright or lying. */
export async function drawnPages(jpegs: Uint8Array[]): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false })
  for (const jpeg of jpegs) {
    const image = await document.embedJpg(jpeg)
    const { width, height } = image
    const isUpright = height >= width
    const scale = Math.min(
      (isUpright ? shortSide : longSide) / width,
      (isUpright ? longSide : shortSide) / height,
    )
    const size = { width: width * scale, height: height * scale }
    document.addPage([size.width, size.height]).drawImage(image, { x: 0, y: 0, ...size })
  }
  return document
}
