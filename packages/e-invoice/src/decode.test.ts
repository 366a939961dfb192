import { expect, test } from 'vitest'
import { decodeXml } from './decode.ts'
import { EInvoiceError } from './e-invoice-error.ts'

const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><i>é</i>`

test.each([
  ['UTF-8', Buffer.from(declared('UTF-8'))],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${declared('UTF-8')}`)],
  ['UTF-8 that nobody declares', Buffer.from('<i>é</i>')],
  ['Latin 1', Buffer.from(declared('ISO-8859-1'), 'latin1')],
  ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${declared('UTF-16')}`, 'utf16le')],
  ['UTF-16 without one', Buffer.from(declared('UTF-16'), 'utf16le')],
  ['UTF-8 that says it is UTF-16', Buffer.from(declared('UTF-16'))],
])('%s is decoded', (_, bytes) => {
  expect(decodeXml(bytes)).toMatch(/<i>é<\/i>$/)
})

test('bytes of another encoding than declared are refused', () => {
  const bytes = Buffer.from(declared('UTF-8'), 'latin1')

  expect(() => decodeXml(bytes)).toThrow(EInvoiceError)
})

test('an unknown encoding is refused', () => {
  expect(() => decodeXml(Buffer.from(declared('EBCDIC-99')))).toThrow(EInvoiceError)
})
