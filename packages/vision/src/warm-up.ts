import { openPages } from './page-source.ts'

/**
 * Reads and renders a small page, so that the first document finds everything loaded: pdfjs alone takes a tenth of a
 * second to load, and as much again to be compiled.
 */
export async function warmUpPages(): Promise<void> {
  const source = await openPages(smallPdf(), 'application/pdf', { maxPages: 1, maxMegapixels: 1 })
  try {
    await source.readText(1)
    await source.sketch(1, { maxDpi: 72, maxPixels: 100_000 })
    await source.readImage(1, { maxDpi: 72, maxPixels: 100_000 })
  } finally {
    await source.close()
  }
}

/** A PDF of one line of text in Helvetica. */
function smallPdf(): Buffer {
  const text = 'BT /F1 12 Tf 20 50 Td (Facture 2024-001 du 03/04/2024, total 1 250,00 EUR) Tj ET'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + table + trailer)
}
