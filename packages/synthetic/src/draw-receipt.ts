import { type Block, type Draft, money } from './draft.ts'
import { formatQuantity } from './format.ts'
import type { Item } from './items.ts'
import { drawSignature } from './ornaments.ts'
import { fitted } from './parties.ts'
import { receiptInfoBlock, shopBlock } from './receipt-head.ts'
import { rule } from './receipt-rule.ts'
import { receiptSumsBlock } from './receipt-sums.ts'

/** Draws a till receipt: one page, as long as the roll has to be. Returns how many points of paper it needs. */
export function drawReceipt(draft: Draft): number {
  const { sheet, layout, random } = draft
  sheet.newPage()
  let y = 14 + layout.variant('tear', 3) * 12
  for (const block of [shopBlock(draft), receiptInfoBlock(draft)])
    y = block(sheet.left, y, sheet.room)
  y = rule(draft, sheet.left, y + 3, sheet.room)
  y = itemsBlock(draft)(sheet.left, y, sheet.room)
  y = rule(draft, sheet.left, y + 2, sheet.room)
  y = receiptSumsBlock(draft)(sheet.left, y, sheet.room)
  if (layout.variant('pen', 5) === 0)
    drawSignature(
      draft,
      sheet.left + sheet.room * random.between(0.1, 0.5),
      y * random.between(0.15, 0.9),
    )
  return y + 20 + layout.variant('tail', 3) * 25
}

/** The articles: each in one line, or its quantity and price in a second one. */
function itemsBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  return (x, top, width) => {
    let y = top
    if (layout.variant('item heading', 3) !== 1) {
      sheet.text(layout.say.description, { x, y, width })
      y = rule(draft, x, sheet.text(layout.say.amount, { x, y, width, align: 'right' }) + 1, width)
    }
    const start = y
    for (const item of invoice.items) y = itemBlock(draft, item)(x, y, width)
    sheet.mark('lignes', '', { x, y: start, width, height: y - start })
    return y
  }
}

function itemBlock(draft: Draft, item: Item): Block {
  const { sheet, layout } = draft
  const isOneLine = layout.variant('one line', 2) === 0
  const quantity = formatQuantity(item.quantityThousandths, layout.money, false)
  const amount = `${money(draft, item.amountCents, true)}${layout.variant('tax sign', 5) === 1 ? ' SR' : ''}`
  return (x, top, width) => {
    let y = top
    const lines = sheet.wrap(
      isOneLine ? `${quantity} ${item.description}` : item.description,
      width * 0.72,
    )
    for (const line of isOneLine ? lines.slice(0, -1) : lines) y = sheet.text(line, { x, y, width })
    const room = width - sheet.widthOf(amount) - 4
    const reference = layout.variant('item reference', 3) === 0 ? `${item.reference}  ` : ''
    if (isOneLine) fitted(draft, [{ text: lines.at(-1) ?? '' }], { x, y, width: room })
    else
      fitted(
        draft,
        [{ text: `${reference}${quantity} x ${money(draft, item.unitPriceCents, true)}` }],
        { x: x + 8, y, width: room - 8 },
      )
    return sheet.text(amount, { x, y, width, align: 'right' })
  }
}
