import { expect, test } from 'vitest'
import { isAllowed } from './license.ts'

test.each([
  ['express', 'MIT', true],
  ['dompurify', '(MPL-2.0 OR Apache-2.0)', true],
  ['pako', '(MIT AND Zlib)', true],
  ['odd', '(MIT AND GPL-3.0-only)', false],
  ['reader', 'AGPL-3.0-or-later', false],
  ['nobody-knows', 'Unknown', false],
  ['@img/sharp-libvips-linux-x64', 'LGPL-3.0-or-later', true],
  ['@img/sharp-libvips-linux-x64', 'GPL-3.0-only', false],
  ['other', 'LGPL-3.0-or-later', false],
])('%s under %s: %s', (name, license, expected) => {
  expect(isAllowed({ name, license })).toBe(expected)
})
