import { type DrawnInvoice, drawInvoice } from '@invoice-ml/synthetic'
import { pdf } from 'pdf-to-img'
import sharp from 'sharp'

/** A drawn document as a client would send it, with what is printed on it. */
export type TestDocument = {
  filename: string
  bytes: Uint8Array
  pages: number
  truth: DrawnInvoice['truth']['fields']
}

const dpi = 200
/** So many lines fill more than one page of any layout. */
const linesOfManyPages = 60

/** An invoice as a PDF with text: one page, unless many are asked for. The same seed gives the same bytes. */
export async function textInvoice(seed: number, size: 'page' | 'many pages' = 'page') {
  const itemCount = size === 'page' ? 3 : linesOfManyPages
  const { pdf, truth } = await drawInvoice({ seed, kind: 'invoice', itemCount })
  return {
    filename: `invoice-${seed}.pdf`,
    bytes: pdf,
    pages: truth.pages,
    truth: truth.fields,
  } satisfies TestDocument
}

/** An invoice of one page in a language that neither wordings nor models know. */
export async function foreignInvoice(seed: number) {
  const language = 'fi'
  const { pdf, truth } = await drawInvoice({ seed, kind: 'invoice', itemCount: 3, language })
  return {
    filename: `foreign-${seed}.pdf`,
    bytes: pdf,
    pages: truth.pages,
    truth: truth.fields,
    boxes: truth.boxes,
  } satisfies TestDocument & Pick<DrawnInvoice['truth'], 'boxes'>
}

/** A text invoice as a scanner gives it: the first page as a grey JPEG of 200 dpi, with its slight blur. */
export async function scannedInvoice(seed: number) {
  const document = await textInvoice(seed)
  const [page] = await pageImages(document)
  if (page === undefined) throw new Error('a drawn invoice has a page')
  const bytes = await sharp(page).grayscale().blur(0.6).jpeg({ quality: 80 }).toBuffer()
  return { ...document, filename: `scan-${seed}.jpg`, bytes, pages: 1 } satisfies TestDocument
}

/** A TIFF with the first pages of a longer invoice. */
export async function scannedPages(seed: number, count: number) {
  const document = await textInvoice(seed, 'many pages')
  const pages = (await pageImages(document)).slice(0, count)
  const grey = await Promise.all(pages.map((page) => sharp(page).grayscale().png().toBuffer()))
  const bytes = await sharp(grey, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer()
  return { ...document, filename: `scan-${seed}.tiff`, bytes, pages: count } satisfies TestDocument
}

async function pageImages({ bytes }: TestDocument): Promise<Buffer[]> {
  return Array.fromAsync(await pdf(Buffer.from(bytes), { scale: dpi / 72 }))
}
