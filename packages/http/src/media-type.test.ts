import { expect, test } from 'vitest'
import { detectMediaType } from './media-type.ts'

const bytes = (hex: string, rest = 64) =>
  Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(rest)])

test.each([
  ['a PDF', 'application/pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
  ['a PDF behind an empty line', 'application/pdf', Buffer.from('\r\n\r\n%PDF-1.4\n')],
  ['a PDF behind a mark of byte order', 'application/pdf', Buffer.from('\uFEFF%PDF-1.4\n')],
  ['a JPEG', 'image/jpeg', bytes('ffd8ffe000104a46494600')],
  ['a PNG', 'image/png', bytes('89504e470d0a1a0a0000000d49484452')],
  ['a WebP', 'image/webp', Buffer.from('RIFF\x24\0\0\0WEBPVP8 ', 'latin1')],
  ['a TIFF, little end first', 'image/tiff', bytes('49492a0008000000')],
  ['a TIFF, big end first', 'image/tiff', bytes('4d4d002a00000008')],
  ['a TIFF whose directory is at its end', 'image/tiff', bytes('49492a00f0ffff7f', 4_092)],
  [
    'a large TIFF whose directory is at its end',
    'image/tiff',
    bytes('4d4d002b000800007fff', 4_090),
  ],
])('%s is known: %s', async (_what, mediaType, head) => {
  expect(await detectMediaType(head)).toBe(mediaType)
})

test.each([
  ['text', Buffer.from('Facture F-2026-001, total 120,00 EUR')],
  ['HTML', Buffer.from('<!doctype html><html>')],
  ['HTML with a PDF behind it', Buffer.from('<html><script>…</script>\n%PDF-1.7\n')],
  ['a PDF that begins too late', Buffer.from(`${' '.repeat(1_024)}%PDF-1.7\n`)],
  ['a GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
  ['an SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a ZIP', bytes('504b030414000000')],
  ['a program', bytes('7f454c4602010100')],
  ['two letters of a TIFF', Buffer.from('II')],
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(4_100)],
])('%s is not', async (_what, head) => {
  expect(await detectMediaType(head)).toBeUndefined()
})
