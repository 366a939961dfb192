import { closingBlock, drawFoot, footHeight, paymentBlock } from './closing.ts'
import type { Block, Draft } from './draft.ts'
import { infoBlock, stripBlock, titleBlock } from './info.ts'
import { drawItems } from './items-table.ts'
import type { BlockName, Row } from './layout.ts'
import { drawSignature, drawStamp, logoBlock } from './ornaments.ts'
import { clientBlock, deliveryBlock, senderBlock, supplierBlock } from './parties.ts'
import { breakdownBlock, totalsBlock } from './totals.ts'

/** Draws an invoice or a credit note; `pages` is their number when it is known (for "Page 1 of 3"). Returns the number of pages. */
export function drawPages(draft: Draft, pages: number | undefined): number {
  const { layout, sheet } = draft
  const bottom = sheet.height - layout.margin * 0.5 - footHeight(draft) - 8
  const turn = () => {
    sheet.newPage()
    drawFoot(draft, sheet.page(), pages)
    return layout.margin + (layout.id % 2 === 0 ? runningHead(draft) : 0)
  }
  sheet.newPage()
  drawFoot(draft, 1, pages)
  let y = layout.margin
  for (const row of layout.rows) y = drawHeadRow(draft, row, y)
  y = drawItems(draft, y + 8, { bottom, turn }) + 10
  drawEnd(draft, y, { bottom, turn })
  if (layout.shows.stamp) drawStamp(draft)
  return sheet.page()
}

/** Repeats the document's number on the pages that follow. */
function runningHead({ layout, sheet, invoice }: Draft): number {
  sheet.text([{ text: `${layout.say.number} ` }, { text: invoice.number, label: 'numero_facture' }], { x: layout.margin, y: layout.margin - 6 })
  return sheet.lineHeight()
}

function drawHeadRow(draft: Draft, row: Row, top: number): number {
  const { layout, sheet } = draft
  const width = sheet.width - 2 * layout.margin
  const gap = 16
  const leftWidth = width * layout.leftShare - gap / 2
  const stack = (names: BlockName[] | undefined, x: number, room: number, centred: boolean) => (names ?? []).reduce((y, name) => {
    const end = blockOf(draft, name, centred)(x, y, room)
    return end > y ? end + 6 : end
  }, top)
  const ends = [
    stack(row.full, layout.margin, width, row.full?.includes('supplier') ?? false),
    stack(row.left, layout.margin, leftWidth, false),
    stack(row.right, layout.margin + leftWidth + gap, width - leftWidth - gap, false),
  ]
  return Math.max(...ends) + 6
}

function blockOf(draft: Draft, name: BlockName, centred: boolean): Block {
  const blocks: Record<BlockName, () => Block> = {
    logo: () => logoBlock(draft),
    title: () => titleBlock(draft),
    supplier: () => supplierBlock(draft, centred ? 'center' : 'left'),
    client: () => clientBlock(draft),
    delivery: () => deliveryBlock(draft),
    info: () => infoBlock(draft),
    strip: () => stripBlock(draft),
    sender: () => senderBlock(draft),
  }
  return blocks[name]()
}

/** Totals and what stands beside and below them, on the next page when this one is full. */
function drawEnd(draft: Draft, top: number, { bottom, turn }: { bottom: number; turn: () => number }): void {
  const { layout, sheet, invoice } = draft
  const width = sheet.width - 2 * layout.margin
  const totals = totalsBlock(draft)
  const across = layout.totals.form !== 'list'
  const totalsWidth = across ? width * (layout.totals.form === 'row' ? 1 : 0.72) : Math.max(190, width * 0.42)
  const sideWidth = across ? width : width - totalsWidth - 20
  const isRight = layout.totals.side === 'right'
  const breakdown = layout.totals.breakdown || (invoice.vats.length > 1 && !layout.totals.perRate)
  const draw = (y: number) => {
    const totalsX = isRight ? sheet.width - layout.margin - totalsWidth : layout.margin
    const totalsEnd = totals(totalsX, y, totalsWidth)
    const sideX = across || isRight ? layout.margin : layout.margin + totalsWidth + 20
    let sideY = across ? totalsEnd + 6 : y
    if (breakdown) sideY = breakdownBlock(draft)(sideX, sideY, Math.min(sideWidth, 230)) + 4
    sideY = paymentBlock(draft)(sideX, sideY, sideWidth)
    return closingBlock(draft)(layout.margin, Math.max(totalsEnd, sideY) + 8, width)
  }
  const fits = sheet.dry(() => draw(top)) <= bottom
  const end = draw(fits ? top : turn())
  if (layout.shows.signature && end + 40 < bottom) drawSignature(draft, sheet.width * 0.6, end + 24)
}
