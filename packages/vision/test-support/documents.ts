import PDFDocument from 'pdfkit'

type PdfOptions = PDFKit.PDFDocumentOptions

/** A PDF drawn by `draw`. */
export async function pdfWith(
  draw: (document: PDFKit.PDFDocument) => void,
  options: PdfOptions = {},
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', ...options })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.on('end', resolve))
  draw(document)
  document.end()
  await ended
  return Buffer.concat(chunks)
}

/** A few lines as on any invoice: enough words for a text layer to be trusted. */
export const invoiceLines = [
  'Facture FA-2024-0012',
  'Date de facture : 03/04/2024',
  'Total HT 1 041,67 EUR',
  'TVA 20 % 208,33 EUR',
  'Total TTC 1 250,00 EUR',
]

/**
 * A PDF of empty pages written by hand, since the usual libraries cannot write a page this large or so many of them.
 */
export function emptyPdf(pageCount: number, [width, height]: [number, number]): Buffer {
  const first = 3
  const kids = Array.from({ length: pageCount }, (_, index) => `${first + index} 0 R`).join(' ')
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pageCount} /Kids [${kids}] >>`,
    ...Array.from({ length: pageCount }, () => page),
  ]
  let body = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(body.length)
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + table + trailer)
}
