import { EInvoiceError } from './e-invoice-error.ts'

const utf8Mark = [0xef, 0xbb, 0xbf]

/**
 * Bytes of an XML document → its text, in the encoding that its byte order mark or its declaration names, else UTF-8
 * (XML 1.0, appendix F).
 *
 * @throws EInvoiceError when the bytes are not of that encoding, or the encoding is not known.
 */
export function decodeXml(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new EInvoiceError(`The XML is not of the encoding that it names (${encoding})`, { cause })
  }
}

/** The label of the encoding, as its byte order mark, its first characters or its declaration say. */
export function encodingOf(bytes: Uint8Array): string {
  const [first, second, third] = bytes
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if ([first, second, third].every((byte, index) => byte === utf8Mark[index])) return 'utf-8'
  if (first === 0 && second === 0x3c) return 'utf-16be'
  if (first === 0x3c && second === 0) return 'utf-16le'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]
  // What could be read as ASCII up to here is no UTF-16, whatever it says.
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared
}
