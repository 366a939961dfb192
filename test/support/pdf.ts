/** A PDF of the given objects, numbered from 1; the first is the catalogue. Streams are written as they are. */
export function pdf(objects: string[], trailer = ''): Uint8Array {
  const parts = ['%PDF-1.7\n']
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, body] of objects.entries()) {
    const part = `${index + 1} 0 obj\n${body}\nendobj\n`
    offsets.push(length)
    parts.push(part)
    length += part.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`)
  parts.push(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\n`)
  parts.push(`startxref\n${length}\n%%EOF\n`)
  return Buffer.from(parts.join(''), 'latin1')
}

/** A PDF stream object. */
export function stream(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`
}

/** The font that every reader has. */
export const helvetica = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

/** One page with these rows of text, each a line below the other, in a PDF; more objects begin at number 6. */
export function pageOfText(rows: string[], catalogue = '', more: string[] = []): Uint8Array {
  const text = rows.map((row) => `(${row}) Tj 0 -40 Td`).join(' ')
  return pdf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    helvetica,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>',
    stream(`BT /F 12 Tf 72 760 Td ${text} ET`),
    ...more,
  ])
}

/** A letter to send: a document in which nothing is found, which waits for a person. */
export function letter(words: string) {
  return { filename: `${words}.pdf`, bytes: pageOfText([words]) }
}
