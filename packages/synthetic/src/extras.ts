import { type Block, type Draft, dateText, identifierText, money } from './draft.ts'
import { fitted } from './parties.ts'
import { addDays } from './patterns.ts'
import type { Span } from './sheet.ts'

/** A sentence or two before the items; the references in it are no fields. */
export function introBlock({ sheet, layout }: Draft): Block {
  return (x, y, width) => {
    let next = y
    for (const line of sheet.wrap(layout.say.intro, width))
      next = sheet.text(line, { x, y: next, width })
    return next
  }
}

/** The sum and its date once more, inside a sentence. */
export function pleasePayBlock(draft: Draft): Block {
  const { layout, invoice } = draft
  const values: Record<string, Span> = {
    '{amount}': { text: money(draft, invoice.payableCents), label: 'net_a_payer' },
    '{date}': { text: dateText(draft, invoice.dueDate), label: 'date_echeance' },
  }
  const spans = layout.say.pleasePay
    .split(/(\{amount\}|\{date\})/)
    .map((text) => values[text] ?? { text })
  return (x, y, width) => fitted(draft, [...spans, { text: '.' }], { x, y, width })
}

/** Two or three parts of the sum with their own dates: none of them is the due date or the total. */
export function instalmentsBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const parts = 2 + layout.variant('instalments', 2)
  const share = Math.floor(invoice.payableCents / parts)
  return (x, y, width) => {
    let next = sheet.text(layout.say.instalments + layout.colon, { x, y, width, weight: 'bold' })
    for (let index = 0; index < parts; index += 1) {
      const cents = index === parts - 1 ? invoice.payableCents - share * (parts - 1) : share
      sheet.text(dateText(draft, addDays(invoice.date, 30 * (index + 1))), { x: x + 6, y: next })
      next = sheet.text(money(draft, cents), {
        x,
        y: next,
        width: Math.min(width, 190),
        align: 'right',
      })
    }
    return next + 4
  }
}

/** The part to cut off and send with the money: number, date, sum and account once more. */
export function slipBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const { say } = layout
  return (x, y, width) => {
    sheet.line(x, y + 4, x + width, y + 4, { dash: 3, color: '#666' })
    let next =
      sheet.text(say.slip, {
        x,
        y: y + 8,
        width,
        align: 'center',
        size: sheet.size * 0.85,
        weight: 'italic',
      }) + 3
    const rows: [string, Span][][] = [
      [
        [say.number, { text: invoice.number, label: 'numero_facture' }],
        [say.customerNumber, { text: invoice.customerNumber }],
      ],
      [
        [say.dueDate, { text: dateText(draft, invoice.dueDate), label: 'date_echeance' }],
        [
          say.payable,
          { text: money(draft, invoice.payableCents), label: 'net_a_payer', weight: 'bold' },
        ],
      ],
      [
        ['IBAN', { text: identifierText(draft, 'iban', invoice.iban), label: 'fournisseur_iban' }],
        [say.date, { text: dateText(draft, invoice.date), label: 'date_facture' }],
      ],
    ]
    for (const row of rows) {
      const [left, right] = row.map(([caption, value]): Span[] => [
        { text: `${caption}${layout.colon} ` },
        value,
      ])
      fitted(draft, left ?? [], { x, y: next, width: width * 0.6 - 8 })
      next = fitted(draft, right ?? [], { x: x + width * 0.6, y: next, width: width * 0.4 })
    }
    return next
  }
}
