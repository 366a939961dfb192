import type { Block, Draft } from './draft.ts'
import { isNumberInTitle } from './info-entries.ts'
import { fitted } from './parties.ts'
import type { Span } from './sheet.ts'

/** What kind of document this is, sometimes with its number. */
export function titleBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const name = invoice.kind === 'credit_note' ? layout.say.creditNote : layout.say.invoice
  return (x, y, width) => {
    const size = sheet.size * layout.title.size
    const number: Span[] = isNumberInTitle(draft)
      ? [
          { text: ` ${['', 'N° ', '#', 'Nr. '][layout.variant('title', 4)] ?? ''}` },
          { text: invoice.number, label: 'numero_facture' },
        ]
      : []
    return (
      fitted(draft, [{ text: name, color: layout.accent }, ...number], {
        x,
        y,
        width,
        size,
        weight: 'bold',
        align: layout.title.align,
      }) + 4
    )
  }
}
