import { mediaTypes } from '@invoice-ml/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detectMediaType, headBytes } from './media-type.ts'

const beginnings = fc.constantFrom(
  ...['', '%PDF-', 'II*\0', 'MM\0*', '\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF\x10\0\0\0WEBP'],
  ...['PK\x03\x04', 'GIF89a', '<?xml version="1.0"?>', '<Invoice', '\xff\xfe<\0', '\x1f\x8b\x08'],
  ...['\0\0\0\x20ftyp', 'OggS', 'ID3\x04', '\x1aE\xdf\xa3', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
)
const heads = fc
  .tuple(
    beginnings,
    fc.uint8Array({ maxLength: 300 }),
    beginnings,
    fc.uint8Array({ maxLength: 300 }),
  )
  .map(([first, a, second, b]) =>
    Buffer.concat([Buffer.from(first, 'latin1'), a, Buffer.from(second, 'latin1'), b]),
  )
  .map((bytes) => bytes.subarray(0, headBytes))

test('whatever the first bytes, they are of a kind that is read or of none', async () => {
  const known = [...Object.keys(mediaTypes), undefined]

  await fc.assert(
    fc.asyncProperty(heads, async (head) => {
      expect(known).toContain(await detectMediaType(head))
    }),
    { numRuns: 1_000, seed: 4_711 },
  )
})
