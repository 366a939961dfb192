import { crc32, createDeflate } from 'node:zlib'
import { helvetica, pdf, stream } from './pdf.ts'

/** Many pages, each with one line of text. */
export function manyPages(count: number, text = 'Invoice'): Uint8Array {
  const kids = Array.from({ length: count }, (_, i) => `${i + 5} 0 R`).join(' ')
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>`
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${count} /Kids [${kids}] >>`,
    helvetica,
    stream(`BT /F 12 Tf 72 720 Td (${text}) Tj ET`),
    ...Array<string>(count).fill(page),
  ])
}

/** Forms that draw one another ten times each, twelve deep: a parser that follows them never comes back. */
export function endlessPdf(): Uint8Array {
  const depth = 12
  const firstForm = 5
  const forms = Array.from({ length: depth }, (_, level) => {
    const isLast = level === depth - 1
    const content = isLast ? 'BT /F 8 Tf 72 720 Td (Total 10,00) Tj ET' : '/X Do '.repeat(10)
    const next = isLast ? '' : `/XObject << /X ${firstForm + level + 1} 0 R >>`
    const entries = `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> ${next} >>`
    return stream(content, entries)
  })
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    helvetica,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${firstForm + depth} 0 R /Resources << /XObject << /X ${firstForm} 0 R >> >> >>`,
    ...forms,
    stream('/X Do'),
  ])
}

/** A page tree that contains itself. */
export function circularPdf(): Uint8Array {
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>',
    '<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [2 0 R] >>',
  ])
}

/** A PNG of one bit a pixel that is what it says: small as a file, `side` × `side` pixels when unpacked. */
export async function hugePng(side: number): Promise<Uint8Array> {
  const deflate = createDeflate({ level: 9 })
  const packed: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => packed.push(chunk))
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * 1_000)
  for (let row = 0; row < side; row += 1_000) {
    await new Promise<void>((resolve) => deflate.write(rows, () => resolve()))
  }
  await new Promise<void>((resolve) => deflate.once('end', resolve).end())
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [chunk('IHDR', header), chunk('IDAT', Buffer.concat(packed)), chunk('IEND')]
  return Buffer.concat([signature, ...chunks])
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
