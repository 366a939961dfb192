import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib'

/**
 * The first thing among the objects of a PDF that PDF/A-3 (ISO 19005-3) does not allow in a page; undefined when none is seen.
 * It knows fonts that are not embedded, colours that are not RGB or grey, and what a page may not use; it does not look at the
 * widths of characters nor at characters without a glyph.
 */
export function whyNotArchivable(context: PDFContext): string | undefined {
  return firstReason(context.enumerateIndirectObjects().map(([, object]) => object))
}

function firstReason(objects: PDFObject[]): string | undefined {
  for (const object of objects) {
    const reason = whyNot(object)
    if (reason !== undefined) return reason
  }
  return undefined
}

function whyNot(object: PDFObject): string | undefined {
  if (object instanceof PDFStream) return whyNot(object.dict) ?? whyNotStream(object)
  if (object instanceof PDFName) return forbiddenNames.get(object.asString())
  if (object instanceof PDFArray) return firstReason(object.asArray())
  if (!(object instanceof PDFDict)) return undefined
  return whyNotDict(object) ?? firstReason(object.values())
}

/** What a name stands for, wherever it is written. */
const forbiddenNames = new Map([
  ['/LZWDecode', 'a stream is compressed by LZW'],
  ['/Crypt', 'a stream is encrypted'],
  ['/DeviceCMYK', 'a colour is in CMYK'],
  ['/PS', 'there is PostScript'],
])

const forbiddenKeys = ['AA', 'OPI', 'Ref', 'TR', 'HTP', 'Alternates']

function whyNotDict(dict: PDFDict): string | undefined {
  const key = forbiddenKeys.find((name) => dict.has(PDFName.of(name)))
  if (key !== undefined) return `there is a ${key}`
  if (dict.lookup(PDFName.of('Interpolate')) === PDFBool.True) return 'an image is smoothed'
  const isMetadata = nameIn(dict, 'Type') === '/Metadata'
  if (isMetadata && dict.has(PDFName.of('Filter'))) return 'metadata are compressed'
  return nameIn(dict, 'Type') === '/Font' ? whyNotFont(dict) : undefined
}

function whyNotFont(font: PDFDict): string | undefined {
  const subtype = nameIn(font, 'Subtype')
  if (subtype === '/Type3') return undefined
  if (subtype === '/Type0') {
    const isEmbedded = font.lookup(PDFName.of('Encoding')) instanceof PDFStream
    const isIdentity = /^\/Identity-[HV]$/.test(nameIn(font, 'Encoding') ?? '')
    return isEmbedded || isIdentity ? undefined : 'the encoding of a font is not embedded'
  }
  if (subtype === '/CIDFontType2' && !font.has(PDFName.of('CIDToGIDMap')))
    return 'a font does not say which glyph is which'
  const descriptor = font.lookup(PDFName.of('FontDescriptor'))
  const isEmbedded =
    descriptor instanceof PDFDict &&
    ['FontFile', 'FontFile2', 'FontFile3'].some((name) => descriptor.has(PDFName.of(name)))
  return isEmbedded ? undefined : 'a font is not embedded'
}

// Chosen by its name, by an inline image's short one, or by four numbers before an operator.
const cmyk = /\/(?:DeviceCMYK|CMYK)\b|(?:^|\s)(?:[\d.+-]+\s+){4}[kK](?=\s|$)/

function whyNotStream(stream: PDFStream): string | undefined {
  if (stream.dict.has(PDFName.of('F'))) return 'a stream lies in another file'
  if (!(stream instanceof PDFRawStream) || !isContent(stream.dict)) return undefined
  const content = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  return cmyk.test(content) ? 'a colour is in CMYK' : undefined
}

/** May hold operators: the stream of a page has no type, that of a form says so. */
function isContent(dict: PDFDict): boolean {
  const isTyped = dict.has(PDFName.of('Type')) || dict.has(PDFName.of('Subtype'))
  return !isTyped || nameIn(dict, 'Subtype') === '/Form'
}

/** As it is written, with its stroke; undefined when it is something else. */
function nameIn(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFName ? value.asString() : undefined
}
