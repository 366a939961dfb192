import { deflateSync } from 'node:zlib'
import { helvetica, pageOfText, pdf, stream } from './pdf.ts'

const rows = ['Facture F-2026-001', 'Total TTC 120,00 EUR']

/** PDFs that ask whoever opens them to run, launch or fetch something from this host. */
export function activePdfs(host: string): Record<string, Uint8Array> {
  const url = `http://${host}/fetched`
  const action = (entries: string, more: string[] = []) =>
    pageOfText(rows, `/OpenAction << ${entries} >>`, more)
  return {
    'JavaScript at its opening': action(`/S /JavaScript /JS (app.launchURL\\("${url}"\\);)`),
    'JavaScript by name': pageOfText(rows, '/Names << /JavaScript << /Names [(a) 6 0 R] >> >>', [
      `<< /S /JavaScript /JS (this.submitForm\\("${url}"\\);) >>`,
    ]),
    'a program to launch': action('/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >>'),
    'an address to go to': action(`/S /URI /URI (${url})`),
    'a form to submit': action(`/S /SubmitForm /F << /FS /URL /F (${url}) >>`),
    'a document elsewhere': action(`/S /GoToR /F << /FS /URL /F (${url}) >> /D [0 /Fit]`),
    'a stream elsewhere': pdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
      helvetica,
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [5 0 R 6 0 R] /Resources << /Font << /F 3 0 R >> >> >>',
      stream('BT /F 12 Tf 72 760 Td (Facture F-2026-001) Tj ET'),
      stream('', `/F << /FS /URL /F (${url}) >>`),
    ]),
    'a file of the machine': pageOfText(rows, '', [stream('', '/F (/etc/passwd)')]),
    'a form with a template elsewhere': pageOfText(rows, '/AcroForm << /Fields [] /XFA 6 0 R >>', [
      stream(
        `<?xml version="1.0"?><xdp xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="${url}"/></xdp>`,
      ),
    ]),
  }
}

/** Content that unpacks to `megabytes` of blanks, packed once or twice. */
export function bombPdf(megabytes: number, isTwice: boolean): Uint8Array {
  const once = deflateSync(Buffer.alloc(megabytes * 1_000_000, ' '), { level: 9 })
  const packed = isTwice ? deflateSync(once, { level: 9 }) : once
  const filters = isTwice ? '[/FlateDecode /FlateDecode]' : '/FlateDecode'
  return onePage(stream(packed.toString('latin1'), `/Filter ${filters}`))
}

/** An image that says it is `side` pixels wide and high, and holds hardly any. */
export function hugeImagePdf(side: number): Uint8Array {
  const image = stream(
    deflateSync(Buffer.alloc(1_000)).toString('latin1'),
    `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`,
  )
  return onePage(stream('595 0 0 842 0 0 cm /X Do'), image)
}

/** A form that draws itself. */
export function selfDrawingPdf(): Uint8Array {
  const form =
    '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >>'
  return onePage(stream('/X Do'), stream('/X Do', form))
}

/** A stream whose length is the stream itself. */
export function selfMeasuringPdf(): Uint8Array {
  return onePage('<< /Length 4 0 R >>\nstream\nBT ET\nendstream')
}

/** Object 4 is the content, object 5 its resource /X. */
function onePage(content: string, resource = '<< >>'): Uint8Array {
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
    content,
    resource,
  ])
}

/** Images that are nothing but a header of 60,000 × 60,000 pixels (WebP: of all that it can say). */
export function hugeHeaders(): Record<string, Uint8Array> {
  const side = 60_000
  const jpeg = Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffc0000b080000000001011100ffda0008010100003f00ffd9',
    'hex',
  )
  const frame = jpeg.indexOf(Buffer.from('ffc0', 'hex'))
  jpeg.writeUInt16BE(side, frame + 5)
  jpeg.writeUInt16BE(side, frame + 7)
  return { 'huge.jpg': jpeg, 'huge.tiff': hugeTiff(side), 'huge.webp': hugeWebp() }
}

/** One strip, one bit a pixel. */
function hugeTiff(side: number): Buffer {
  const entries = [
    [256, 4, side],
    [257, 4, side],
    [258, 3, 1],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, side],
    [279, 4, 1],
  ] as const
  const directory = Buffer.alloc(2 + entries.length * 12 + 4)
  directory.writeUInt16LE(entries.length)
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 2 + index * 12
    directory.writeUInt16LE(tag, at)
    directory.writeUInt16LE(type, at + 2)
    directory.writeUInt32LE(1, at + 4)
    directory.writeUInt32LE(value, at + 8)
  }
  return Buffer.concat([Buffer.from('49492a0008000000', 'hex'), directory])
}

function hugeWebp(): Buffer {
  const canvas = Buffer.alloc(10)
  canvas.writeUIntLE(16_382, 4, 3)
  canvas.writeUIntLE(16_382, 7, 3)
  const frame = Buffer.from('2f00000000000000', 'hex')
  frame.writeUInt32LE(16_382 | (16_382 << 14), 1)
  const chunks = [riffChunk('VP8X', canvas), riffChunk('VP8L', frame)]
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  return riffChunk('RIFF', body)
}

function riffChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(name), length, data])
}

/**
 * The start of two files that have one MD5, whatever follows both: the single-block collision of Marc Stevens (2012),
 * https://eprint.iacr.org/2012/040
 */
export const collidingBlocks: [Buffer, Buffer] = [
  Buffer.from(
    '4dc968ff0ee35c209572d4777b721587d36fa7b21bdc56b74a3dc0783e7b9518afbfa200a8284bf36e8e4b55b35f427593d849676da0d1555d8360fb5f07fea2',
    'hex',
  ),
  Buffer.from(
    '4dc968ff0ee35c209572d4777b721587d36fa7b21bdc56b74a3dc0783e7b9518afbfa202a8284bf36e8e4b55b35f427593d849676da0d1d55d8360fb5f07fea2',
    'hex',
  ),
]
