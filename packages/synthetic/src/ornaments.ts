import type { Block, Draft } from './draft.ts'
import { isLetterheadOnBar, letterhead } from './parties.ts'

/** A mark of shapes, sometimes with the company's first letters. */
export function logoBlock({ layout, sheet, invoice }: Draft): Block {
  const kind = layout.variant('logo', 7)
  return (x, y, width) => {
    if (kind === 6) return y
    const size = 26 + layout.variant('logo 2', 5) * 8
    const left = layout.variant('logo 3', 4) === 0 && width > 150 ? x + width - size * 1.6 : x
    sheet.draw((document) => {
      document.fillColor(layout.accent).strokeColor(layout.accent).lineWidth(3)
      if (kind === 0) document.circle(left + size / 2, y + size / 2, size / 2).fill()
      if (kind === 1) document.rect(left, y, size * 1.8, size * 0.8).fill()
      if (kind === 2)
        document.polygon([left, y + size], [left + size / 2, y], [left + size, y + size]).fill()
      if (kind === 3)
        document
          .circle(left + size * 0.4, y + size / 2, size * 0.38)
          .stroke()
          .circle(left + size * 0.8, y + size / 2, size * 0.38)
          .stroke()
      if (kind === 4)
        for (const bar of [0, 1, 2])
          document
            .rect(
              left + bar * size * 0.4,
              y + size * (0.6 - bar * 0.25),
              size * 0.28,
              size * (0.4 + bar * 0.25),
            )
            .fill()
      if (kind === 5) document.roundedRect(left, y, size, size, 6).fill()
    })
    if (kind === 5 || kind === 1)
      sheet.text(invoice.supplier.name.slice(0, 2).toUpperCase(), {
        x: left + 4,
        y: y + size * 0.1,
        size: size * 0.5,
        weight: 'bold',
        color: '#fff',
      })
    return y + size + 6
  }
}

/** A rubber stamp over the page, turned a little. */
export function drawStamp({ layout, sheet, random }: Draft): void {
  const [x, y] = [sheet.width * random.between(0.3, 0.7), sheet.height * random.between(0.45, 0.85)]
  const angle = random.between(-25, 25)
  const color = random.pick(['#b71c1c', '#1a237e', '#1b5e20'])
  const text = layout.say.paidStamp
  sheet.draw((document) => {
    document
      .rotate(angle, { origin: [x, y] })
      .opacity(0.55)
      .lineWidth(2)
      .strokeColor(color)
      .fillColor(color)
    document.font('Helvetica-Bold').fontSize(20)
    const width = document.widthOfString(text) + 20
    document.roundedRect(x - width / 2, y - 16, width, 32, 4).stroke()
    document.text(text, x - width / 2 + 10, y + 7, { lineBreak: false, baseline: 'alphabetic' })
  })
}

/** A few strokes as somebody's signature. */
export function drawSignature({ sheet, random }: Draft, x: number, y: number): void {
  sheet.draw((document) => {
    document.moveTo(x, y)
    for (let stroke = 1; stroke <= 6; stroke += 1) {
      const next = x + stroke * 12
      document.bezierCurveTo(
        next - 8,
        y - random.between(-14, 22),
        next - 4,
        y + random.between(-14, 18),
        next,
        y + random.between(-5, 5),
      )
    }
    document.lineWidth(1.1).stroke('#1a237e')
  })
}

/** A coloured band across the head of the first page; how much room it takes is returned. */
export function drawBand({ layout, sheet }: Draft): number {
  if (layout.band === 'none') return 0
  if (layout.band === 'line') {
    sheet.line(sheet.left, layout.margin - 8, sheet.left + sheet.room, layout.margin - 8, {
      color: layout.accent,
      lineWidth: 2,
    })
    return 4
  }
  const height = layout.band === 'top' ? 12 : layout.margin * 0.8
  sheet.rect({ x: 0, y: 0, width: sheet.width, height }, { fill: layout.accent })
  return layout.band === 'top' ? 0 : 10
}

/** A coloured bar on the left with the supplier's contact data in white, or with all that a letterhead holds. */
export function drawSidebar(draft: Draft): void {
  const { layout, sheet, invoice } = draft
  if (layout.sidebar === 0) return
  sheet.rect(
    { x: 0, y: 0, width: layout.sidebar, height: sheet.height },
    { fill: layout.accent === '#000000' ? '#444444' : layout.accent },
  )
  const { supplier } = invoice
  let y = sheet.height * (0.25 + layout.variant('sidebar', 5) * 0.1)
  if (isLetterheadOnBar(layout))
    y = sheet.inked('#fff', () => letterhead(draft)(14, y, layout.sidebar - 24))
  for (const text of [supplier.web, supplier.email, supplier.phone])
    y = sheet.text(text, {
      x: 14,
      y,
      size: Math.min(7.5, (sheet.size * (layout.sidebar - 20)) / sheet.widthOf(text)),
      color: '#fff',
    })
}
