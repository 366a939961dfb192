import { XMLBuilder } from 'fast-xml-parser'

/** An element's content: text, elements in the order of the keys, or several of them; absent ones are left out. */
export type XmlContent = string | XmlElement | (string | XmlElement)[] | undefined

/** Attributes have keys that begin with @; the text beside them has the key #text. */
export type XmlElement = { [name: string]: XmlContent }

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
  processEntities: true,
})

/** A document of XML 1.0 in UTF-8. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(cleaned(root))}`
}

/** Without what is absent, and without the characters that XML cannot hold. */
function cleaned(content: XmlContent): XmlContent {
  if (typeof content === 'string') return xmlText(content)
  if (Array.isArray(content)) return content.map((part) => cleaned(part) as string | XmlElement)
  const entries = Object.entries(content ?? {}).filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries.map(([name, part]) => [name, cleaned(part)]))
}

/** A text of characters that XML 1.0 allows (2.2); the builder escapes them. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
