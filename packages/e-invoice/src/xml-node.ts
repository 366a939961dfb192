import { type ValidationError, XMLParser, XMLValidator } from 'fast-xml-parser'
import { EInvoiceError } from './e-invoice-error.ts'

/** An element; names are without their namespace prefix. */
export type XmlNode = {
  name: string
  /** Its own characters, trimmed. */
  text: string
  attributes: Record<string, string>
  children: XmlNode[]
}

const maxCharacters = 5_000_000
const maxDepth = 50

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Numeric references are resolved with these; entities of a DTD cannot occur.
  htmlEntities: true,
  maxNestedTags: maxDepth,
})

/**
 * Parses a document that nobody trusts: bounded in size and depth, without a document type, so without entities of its own.
 *
 * @throws EInvoiceError
 */
export function parseXml(text: string): XmlNode {
  if (text.length > maxCharacters)
    throw new EInvoiceError(`The XML has more than ${maxCharacters / 1_000_000} million characters`)
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw new EInvoiceError('The XML has a document type (DTD), which is not read')
  refuseDepth(text)
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw new EInvoiceError(`The XML is not well-formed: ${inWords(verdict)}`)
  const [root, ...others] = childrenOf(parse(text))
  if (!root || others.length > 0) throw new EInvoiceError('The XML does not have one root element')
  return root
}

function inWords({ err: { msg, line } }: ValidationError): string {
  // It lists the elements that are open, as JSON.
  return msg.startsWith("Invalid '[") ? 'it ends too early' : `${msg.slice(0, 200)} (line ${line})`
}

const skipped = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Before anything is parsed, since what parses keeps a stack. Counts the start tags that are open. */
function refuseDepth(text: string): void {
  let depth = 0
  let start = text.indexOf('<')
  while (start >= 0) {
    const aside = skipped.find(([opening]) => text.startsWith(opening, start))
    const end = text.indexOf(aside?.[1] ?? '>', start)
    // Not well-formed, as the validator will say.
    if (end < 0) return
    if (!aside && text[start + 1] === '/') depth -= 1
    else if (!aside && text[end - 1] !== '/') depth += 1
    if (depth > maxDepth)
      throw new EInvoiceError(`The XML is nested deeper than ${maxDepth} elements`)
    start = text.indexOf('<', end)
  }
}

function parse(text: string): unknown {
  try {
    return parser.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new EInvoiceError(`The XML cannot be parsed: ${why}`, { cause })
  }
}

type Ordered = Record<string, unknown>

const attributesKey = ':@'
const textKey = '#text'

function childrenOf(items: unknown): XmlNode[] {
  if (!Array.isArray(items)) return []
  return items.flatMap((item: Ordered) => {
    const name = Object.keys(item).find((key) => key !== attributesKey)
    return name === undefined || name === textKey ? [] : [toNode(name, item)]
  })
}

function toNode(name: string, item: Ordered): XmlNode {
  const content = item[name]
  const texts = Array.isArray(content) ? content.map((part: Ordered) => part[textKey] ?? '') : []
  return {
    name,
    text: texts.join('').trim(),
    // The parser puts nothing but texts there.
    attributes: (item[attributesKey] ?? {}) as Record<string, string>,
    children: childrenOf(content),
  }
}

/** Every element at a path of names, `/` between them and `|` between names that mean the same. */
export function findAll(node: XmlNode | undefined, path: string): XmlNode[] {
  let nodes = node ? [node] : []
  for (const step of path.split('/')) {
    const names = step.split('|')
    nodes = nodes.flatMap(({ children }) => children.filter(({ name }) => names.includes(name)))
  }
  return nodes
}

/** The first element at a path. */
export function find(node: XmlNode | undefined, path: string): XmlNode | undefined {
  return findAll(node, path)[0]
}

/** The text of the first element at a path, on one line; undefined when it is empty. */
export function textAt(node: XmlNode | undefined, path: string): string | undefined {
  return find(node, path)?.text.replaceAll(/\s+/g, ' ') || undefined
}
