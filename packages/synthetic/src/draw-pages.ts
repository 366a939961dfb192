import { closingBlock, paymentBlock } from './closing.ts'
import type { Block, Draft } from './draft.ts'
import { instalmentsBlock, introBlock, pleasePayBlock, slipBlock } from './extras.ts'
import { infoBlock } from './info.ts'
import { columnsBlock, stripBlock } from './info-strip.ts'
import { drawItems } from './items-table.ts'
import type { BlockName, Row } from './layout.ts'
import { drawBand, drawSidebar, drawSignature, drawStamp, logoBlock } from './ornaments.ts'
import { drawFoot, footHeight } from './page-foot.ts'
import { clientBlock, deliveryBlock, senderBlock, supplierBlock } from './parties.ts'
import { partyForm } from './party-form.ts'
import { titleBlock } from './title.ts'
import { breakdownBlock, totalsBlock } from './totals.ts'

/** Draws an invoice or a credit note; `pages` is their number when it is known (for "Page 1 of 3"). Returns the number of pages. */
export function drawPages(draft: Draft, pages: number | undefined): number {
  const { layout, sheet } = draft
  const bottom = sheet.height - layout.margin * 0.5 - footHeight(draft) - 8
  const turn = () => {
    sheet.newPage()
    drawFoot(draft, sheet.page(), pages)
    return layout.margin + (layout.variant('pages', 2) === 0 ? runningHead(draft) : 0)
  }
  sheet.newPage()
  drawFoot(draft, 1, pages)
  let y = layout.margin + drawBand(draft)
  drawSidebar(draft)
  for (const row of layout.rows) y = drawHeadRow(draft, row, y)
  y = drawItems(draft, y + 8, { bottom, turn }) + 10
  drawEnd(draft, y, { bottom, turn })
  if (layout.shows.stamp) drawStamp(draft)
  return sheet.page()
}

/** Repeats the document's number on the pages that follow. */
function runningHead({ layout, sheet, invoice }: Draft): number {
  sheet.text(
    [{ text: `${layout.say.number} ` }, { text: invoice.number, label: 'numero_facture' }],
    { x: sheet.left, y: layout.margin - 6 },
  )
  return sheet.lineHeight()
}

function drawHeadRow(draft: Draft, row: Row, top: number): number {
  const { layout, sheet } = draft
  const width = sheet.room
  const gap = 16
  const leftWidth = width * layout.leftShare - gap / 2
  const stack = (names: BlockName[] | undefined, x: number, room: number, centred: boolean) =>
    (names ?? []).reduce((y, name) => {
      const end = blockOf(draft, name, centred)(x, y, room)
      return end > y ? end + 6 : end
    }, top)
  const ends = [
    stack(row.full, sheet.left, width, row.full?.includes('supplier') ?? false),
    stack(row.left, sheet.left, leftWidth, false),
    stack(row.right, sheet.left + leftWidth + gap, width - leftWidth - gap, false),
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
    columns: () => columnsBlock(draft),
    intro: () => introBlock(draft),
    supplierForm: () => partyForm(draft, 'fournisseur'),
    clientForm: () => partyForm(draft, 'client'),
    sender: () => senderBlock(draft),
  }
  return blocks[name]()
}

/** Totals and what stands beside and below them, on the next page when this one is full. */
function drawEnd(
  draft: Draft,
  top: number,
  { bottom, turn }: { bottom: number; turn: () => number },
): void {
  const { layout, sheet, invoice } = draft
  const width = sheet.room
  const totals = totalsBlock(draft)
  const across = layout.totals.form !== 'list'
  const totalsWidth = across
    ? width * (layout.totals.form === 'row' ? 1 : 0.72)
    : Math.max(190, width * 0.42)
  const sideWidth = across ? width : width - totalsWidth - 20
  const isRight = layout.totals.side === 'right'
  const breakdown = layout.totals.breakdown || (invoice.vats.length > 1 && !layout.totals.perRate)
  const draw = (y: number) => {
    const totalsX = isRight ? sheet.left + sheet.room - totalsWidth : sheet.left
    const totalsEnd = totals(totalsX, y, totalsWidth)
    const sideX = across || isRight ? sheet.left : sheet.left + totalsWidth + 20
    let sideY = across ? totalsEnd + 6 : y
    if (breakdown) sideY = breakdownBlock(draft)(sideX, sideY, Math.min(sideWidth, 230)) + 4
    sideY = paymentBlock(draft)(sideX, sideY, sideWidth)
    if (layout.shows.instalments && invoice.kind === 'invoice')
      sideY = instalmentsBlock(draft)(sideX, sideY + 4, sideWidth)
    let end = Math.max(totalsEnd, sideY) + 8
    if (layout.shows.pleasePay && invoice.kind === 'invoice')
      end = pleasePayBlock(draft)(sheet.left, end, width) + 4
    end = closingBlock(draft)(sheet.left, end, width)
    return layout.shows.slip && invoice.kind === 'invoice'
      ? slipBlock(draft)(sheet.left, end + 6, width)
      : end
  }
  const height = sheet.dry(() => draw(top)) - top
  const start = top + height <= bottom ? top : turn()
  const end = draw(layout.shows.bottomTotals ? Math.max(start, bottom - height) : start)
  if (layout.shows.signature && end + 40 < bottom) drawSignature(draft, sheet.width * 0.6, end + 24)
}
