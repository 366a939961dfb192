import { encodingOf } from './decode.ts'
import { isInvoiceRoot } from './read-e-invoice.ts'

const prolog = /^\uFEFF?\s*(?:(?:<\?[^>]*\?>|<!--[\s\S]*?-->)\s*)*/
const declaration = /^\uFEFF?<\?xml\s/
// A document type names the root as well; reading refuses it then, and says why.
const root = /^<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w.-]+)/i

/**
 * Whether the first bytes of a file are those of an invoice in XML: its root element decides, whatever comes after it. Where
 * they end before the root, as behind the terms of use of official samples, a declaration of XML is enough.
 */
export function beginsLikeEInvoice(head: Uint8Array): boolean {
  const text = decodeLeniently(head)
  const rest = text.replace(prolog, '')
  const name = root.exec(rest)?.[1]
  if (name !== undefined) return isInvoiceRoot(name)
  return declaration.test(text) && (rest === '' || rest.startsWith('<!--'))
}

/** The last character may be cut in two. */
function decodeLeniently(head: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(head)).decode(head)
  } catch {
    // Not an encoding that anybody knows.
    return new TextDecoder().decode(head)
  }
}
