import type { DetectorLabel } from '@invoice-ml/contracts'
import PDFDocument from 'pdfkit'
import type { FontFamily } from './fonts.ts'

/** Points (1/72 inch), origin top left of the page. */
export type Rect = { x: number; y: number; width: number; height: number }

/** Where a value stands: known when it is drawn, not found afterwards. */
export type Mark = { label: DetectorLabel; page: number; box: Rect; text: string }

/** A word as it was drawn. */
export type DrawnWord = { text: string; page: number; box: Rect }

export type Weight = 'regular' | 'bold' | 'italic'

/** A part of a line: with a label, it is a value of that field; a caption is part of none. */
export type Span = {
  text: string
  label?: DetectorLabel | undefined
  weight?: Weight
  color?: string
  isCaption?: true
}

export type TextOptions = {
  x: number
  /** Top of the line. */
  y: number
  width?: number
  align?: 'left' | 'right' | 'center'
  size?: number
  weight?: Weight
  color?: string
}

export type SheetOptions = {
  width: number
  height: number
  left: number
  right: number
  family: FontFamily
  size: number
  spacing: number
}

// What the reader of text layers takes as the height of a line, in font sizes above and below the baseline.
const ascent = 0.75
const descent = 0.22
const leading = 0.85

// Shaping text is most of the work, and captions, names and spaces come again on every page: widths at size 1.
const unitWidths = new Map<string, number>()
const maxUnitWidths = 100_000

/**
 * Paper to draw on that remembers every word and where each labelled value stands. `bytes` ends it.
 */
export function createSheet({
  width,
  height,
  left,
  right,
  family,
  size: baseSize,
  spacing,
}: SheetOptions) {
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    compress: false,
    info: { CreationDate: new Date(0) },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const marks: Mark[] = []
  const words: DrawnWord[] = []
  const groups: { label: DetectorLabel; parts: Mark[] }[] = []
  let page = 0
  let isDry = false
  let ink = '#000'

  function setFont(weight: Weight, size: number) {
    document.font(family[weight]).fontSize(size)
  }
  function widthOf(text: string, size = baseSize, weight: Weight = 'regular') {
    return unitWidth(text, weight) * size
  }
  function unitWidth(text: string, weight: Weight): number {
    const key = `${family[weight]}|${text}`
    const known = unitWidths.get(key)
    if (known !== undefined) return known
    setFont(weight, 1000)
    const width = document.widthOfString(text) / 1000
    if (unitWidths.size > maxUnitWidths) unitWidths.clear()
    unitWidths.set(key, width)
    return width
  }
  function lineHeight(size = baseSize) {
    return size * spacing
  }
  function rememberWords(text: string, x: number, baseline: number, size: number, weight: Weight) {
    let start = x
    for (const part of text.split(/(\s+)/)) {
      const width = widthOf(part, size, weight)
      if (part.trim() !== '')
        words.push({ text: part, page, box: boxOf(start, baseline, width, size) })
      start += width
    }
  }
  /** One line of spans, one after the other; where the next line begins is returned. */
  function text(content: string | Span[], options: TextOptions): number {
    const spans = typeof content === 'string' ? [{ text: content }] : content
    const { size = baseSize, weight = 'regular', color = ink, align = 'left' } = options
    const next = options.y + lineHeight(size)
    if (isDry) return next
    const widths = spans.map((span) => widthOf(span.text, size, span.weight ?? weight))
    const total = widths.reduce((sum, part) => sum + part, 0)
    const room = (options.width ?? total) - total
    let x = options.x + (align === 'right' ? room : align === 'center' ? room / 2 : 0)
    const baseline = options.y + leading * size
    spans.forEach((span, index) => {
      setFont(span.weight ?? weight, size)
      document.fillColor(span.color ?? color)
      document.text(span.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
      rememberWords(span.text, x, baseline, size, span.weight ?? weight)
      if (span.label) addMark(span.label, span.text, boxOf(x, baseline, widths[index] ?? 0, size))
      else
        for (const group of groups)
          if (span.text.trim() !== '' && !span.isCaption)
            group.parts.push({
              label: group.label,
              page,
              text: span.text,
              box: boxOf(x, baseline, widths[index] ?? 0, size),
            })
      x += widths[index] ?? 0
    })
    return next
  }
  function addMark(label: DetectorLabel, text: string, box: Rect) {
    if (!isDry) marks.push({ label, page, text, box })
  }
  return {
    width,
    height,
    /** Where the content begins, and how wide it is. */
    left,
    room: width - left - right,
    size: baseSize,
    marks,
    words,
    widthOf,
    lineHeight,
    text,
    /** A value whose box is known otherwise. */
    mark: addMark,
    page: () => page,
    /** Lines of at most `room` points. */
    wrap: (
      content: string,
      room: number,
      size = baseSize,
      weight: Weight = 'regular',
    ): string[] => {
      const lines: string[] = []
      for (const word of content.split(' ')) {
        const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
        if (lines.length > 0 && widthOf(longer, size, weight) <= room)
          lines[lines.length - 1] = longer
        else lines.push(word)
      }
      return lines
    },
    /** Everything drawn inside is one value: its box surrounds all lines that have no label of their own. */
    group: (label: DetectorLabel, draw: () => number): number => {
      groups.push({ label, parts: [] })
      const result = draw()
      const parts = groups.pop()?.parts ?? []
      if (parts.length > 0)
        addMark(
          label,
          parts.map((part) => part.text.trim()).join('\n'),
          union(parts.map((part) => part.box)),
        )
      return result
    },
    /** Everything inside is written in this colour, unless it says another. */
    inked: <T>(color: string, draw: () => T): T => {
      const before = ink
      ink = color
      const result = draw()
      ink = before
      return result
    },
    /** What `draw` returns, without drawing: how far down it would come. */
    dry: (draw: () => number): number => {
      const before = isDry
      isDry = true
      const result = draw()
      isDry = before
      return result
    },
    rect: (
      box: Rect,
      {
        fill,
        stroke,
        radius = 0,
        lineWidth = 0.7,
      }: {
        fill?: string | undefined
        stroke?: string | undefined
        radius?: number
        lineWidth?: number
      },
    ) => {
      if (isDry) return
      document.lineWidth(lineWidth).roundedRect(box.x, box.y, box.width, box.height, radius)
      if (fill && stroke) document.fillAndStroke(fill, stroke)
      else if (fill) document.fill(fill)
      else if (stroke) document.stroke(stroke)
    },
    line: (
      x1: number,
      y1: number,
      x2: number,
      y2: number,
      {
        color = '#000',
        lineWidth = 0.7,
        dash,
      }: { color?: string; lineWidth?: number; dash?: number | undefined } = {},
    ) => {
      if (isDry) return
      document.lineWidth(lineWidth).moveTo(x1, y1).lineTo(x2, y2)
      if (dash) document.dash(dash, { space: dash }).stroke(color).undash()
      else document.stroke(color)
    },
    /** Free drawing, for logos and stamps: nothing drawn there is a value. */
    draw: (paint: (document: PDFKit.PDFDocument) => void) => {
      if (isDry) return
      document.save()
      paint(document)
      document.restore()
      document.opacity(1)
    },
    newPage: () => {
      if (isDry) return
      document.addPage()
      page += 1
    },
    bytes: async (): Promise<Uint8Array> => {
      const ended = new Promise<void>((resolve) => document.once('end', () => resolve()))
      document.end()
      await ended
      return Uint8Array.from(Buffer.concat(chunks))
    },
  }
}

export type Sheet = ReturnType<typeof createSheet>

function boxOf(x: number, baseline: number, width: number, size: number): Rect {
  return { x, y: baseline - ascent * size, width, height: (ascent + descent) * size }
}

function union(boxes: Rect[]): Rect {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}
