import type { Draft } from './draft.ts'

/** A line across the roll: of dashes, dotted or drawn. Returns where the next line of text begins. */
export function rule({ sheet, layout }: Draft, x: number, y: number, width: number): number {
  const kind = layout.variant('rule', 4)
  if (kind < 2) {
    const sign = kind === 0 ? '-' : '='
    return sheet.text(sign.repeat(Math.floor(width / sheet.widthOf(sign))), { x, y })
  }
  sheet.line(x, y + 1, x + width, y + 1, { dash: kind === 2 ? 2 : undefined, lineWidth: 0.6 })
  return y + 5
}
