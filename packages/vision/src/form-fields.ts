import { naturalWidth } from './glyph-widths.ts'
import type { TextRun } from './text-layer.ts'

/** What pdfjs tells of a field of a form, of all that it tells. */
export type FormField = {
  subtype?: string
  annotationFlags?: number
  /** Tx: text. Ch: a choice. Btn: a box or a button. */
  fieldType?: string
  fieldValue?: unknown
  options?: { exportValue: string; displayValue: string }[]
  /** Left, bottom, right, top in PDF units. */
  rect: [number, number, number, number]
  /** Degrees against the clock. */
  rotation?: number
  multiLine?: boolean
  password?: boolean
  /** 0: left. 1: centred. 2: right. */
  textAlignment?: number | null
  defaultAppearanceData?: { fontSize?: number }
}

type Room = { width: number; height: number }

// Of ISO 32000-1, table 165: hidden, and no view.
const unseen = 2 | 32
// Between the edge of a field and its text, in PDF units.
const padding = 2
const linePitch = 1.15
// Where no size is said the text fills the field, up to this; several lines no smaller than that.
const largestSize = 12
const smallestSize = 4
const descent = 0.22

/**
 * The values of a filled-in form as runs of text, where they stand about: pdfjs draws them and does not count them among the
 * text of the page.
 */
export function runsOfFields(fields: FormField[]): TextRun[] {
  return fields.filter((field) => isText(field) && isSeen(field)).flatMap(runsOf)
}

function isText({ subtype, fieldType }: FormField): boolean {
  return subtype === 'Widget' && (fieldType === 'Tx' || fieldType === 'Ch')
}

function isSeen({ annotationFlags = 0, password, rect }: FormField): boolean {
  const [left, bottom, right, top] = rect
  const hasPlace = right > left && top > bottom
  return hasPlace && (annotationFlags & unseen) === 0 && password !== true
}

function runsOf(field: FormField): TextRun[] {
  const { x, y, along, up, width, height } = frameOf(field)
  const { rows, size } = setIn({ width, height }, field)
  return rows.flatMap((str, row) => {
    if (str.trim() === '') return []
    // Of a line that is wider than its field the end is not seen: it is read as if the line was set closer.
    const length = Math.min(naturalWidth(str, size), roomIn(width))
    const right = startOf(field, width, length)
    const baseline = field.multiLine ? baselineOf(row, size) : height / 2 + size * (0.5 - descent)
    // Whoever looks at the page does not see the rows below the field.
    if (row > 0 && baseline > height) return []
    const above = height - baseline
    const transform = [
      along[0] * size,
      along[1] * size,
      up[0] * size,
      up[1] * size,
      x + along[0] * right + up[0] * above,
      y + along[1] * right + up[1] * above,
    ]
    return [{ str, width: length, transform, fontName: '' }]
  })
}

/** The lines of a field's text, and the size that it is set in: without one of its own as large as fits. */
function setIn({ width, height }: Room, field: FormField): { rows: string[]; size: number } {
  const lines = shownIn(field).split(/\r\n?|\n/)
  const said = field.defaultAppearanceData?.fontSize ?? 0
  const room = roomIn(width)
  if (!field.multiLine) {
    const row = lines.join(' ')
    const fitting = Math.min(largestSize, height * 0.7, room / naturalWidth(row, 1))
    return { rows: [row], size: said > 0 ? said : fitting }
  }
  const rowsAt = (size: number) => lines.flatMap((line) => breakLine(line, room, size))
  let size = said > 0 ? said : largestSize
  let rows = rowsAt(size)
  while (said <= 0 && size > smallestSize && rows.length * size * linePitch > height - padding) {
    size -= 1
    rows = rowsAt(size)
  }
  return { rows, size }
}

function roomIn(width: number): number {
  return Math.max(1, width - 2 * padding)
}

/** Of one row of several, below the upper edge of its field. */
function baselineOf(row: number, size: number): number {
  return padding + row * size * linePitch + size * (1 - descent)
}

/** A line → the lines that it takes in this room, broken between words. */
function breakLine(line: string, room: number, size: number): string[] {
  const [first = '', ...words] = line.split(' ')
  const rows = [first]
  let length = naturalWidth(first, size)
  for (const word of words) {
    const added = naturalWidth(` ${word}`, size)
    const isFitting = length + added <= room
    length = isFitting ? length + added : naturalWidth(word, size)
    if (isFitting) rows.push(`${rows.pop()} ${word}`)
    else rows.push(word)
  }
  return rows
}

/** As it is shown: of a choice what stands for it. */
function shownIn({ fieldValue, options = [] }: FormField): string {
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue]
  return values
    .filter((value) => typeof value === 'string')
    .map((value) => options.find(({ exportValue }) => exportValue === value)?.displayValue ?? value)
    .join(' ')
}

function startOf({ textAlignment }: FormField, width: number, length: number): number {
  if (textAlignment === 2) return width - padding - length
  return textAlignment === 1 ? (width - length) / 2 : padding
}

type Direction = [number, number]

/** A field as its text sees it: where it begins, which way it reads, which way is up. */
function frameOf({ rect: [left, bottom, right, top], rotation = 0 }: FormField) {
  const [width, height] = [right - left, top - bottom]
  const upright = { width, height }
  const turned = { width: height, height: width }
  const frame = (x: number, y: number, along: Direction, up: Direction) => ({ x, y, along, up })
  switch (rotation) {
    case 90:
      return { ...frame(right, bottom, [0, 1], [-1, 0]), ...turned }
    case 180:
      return { ...frame(right, top, [-1, 0], [0, -1]), ...upright }
    case 270:
      return { ...frame(left, top, [0, -1], [1, 0]), ...turned }
    default:
      return { ...frame(left, bottom, [1, 0], [0, 1]), ...upright }
  }
}
