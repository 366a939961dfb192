// Advance widths of Helvetica in thousandths of the font size (Adobe Core 14 metrics), from U+0020 to U+007E:
// most proportional fonts share its proportions closely enough to place words inside a run.
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
const otherWidth = 556

/**
 * Where each character of a run begins: `text.length + 1` offsets from 0 to `width`, shared out by the
 * proportions of Helvetica, or evenly when the font is monospaced.
 */
export function advanceWidths(text: string, width: number, monospace: boolean): number[] {
  const offsets = [0]
  let sum = 0
  for (let index = 0; index < text.length; index += 1) {
    sum += monospace ? 1 : widthOf(text.charCodeAt(index))
    offsets.push(sum)
  }
  return sum > 0 ? offsets.map((offset) => (offset * width) / sum) : offsets
}

/** How long a text is in Helvetica, in units of the font size given. */
export function naturalWidth(text: string, size: number): number {
  const thousandths = [...text].reduce((sum, one) => sum + widthOf(one.charCodeAt(0)), 0)
  return (thousandths * size) / 1000
}

function widthOf(code: number): number {
  if (code === 0xa0 || code === 0x202f || code === 0x2009) return 278
  return helvetica[code - 32] ?? otherWidth
}
