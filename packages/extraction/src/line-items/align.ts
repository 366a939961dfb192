import { right, union } from '../geometry.ts'
import type { Box, Word } from '../page.ts'
import { type ColumnKind, headKind } from './head-wordings.ts'
import type { Column } from './heads.ts'
import type { PlacedRow } from './place.ts'
import type { Token } from './tokens.ts'

/** Numbers of several rows that stand below one another. */
type Stack = { left: number; right: number; tokens: Placed[] }
type Placed = { token: Token; column: Column; row: PlacedRow }

const named = new Set<ColumnKind>(['description', 'item'])
// What may be the end of another head: "Price" and "per unit".
const unsure = new Set<ColumnKind>(['unit', 'other', 'description', 'item', 'code', 'position'])
// In widths of the page: a stack further than this from every free head belongs to none.
const farthest = 0.12
const ratesElsewhere = 0.05
// Shares of the rows and of the numbers of a stack.
const leastParted = 0.3
const mostCut = 0.2

/**
 * Numbers move to the head that their whole stack belongs to: heads stand left, right or in the middle of what is below them,
 * but in the same order. A stack without a head is a column of its own. `shaping` are the rows that say where the stacks are.
 * Returns all columns.
 */
export function alignNumbers(rows: PlacedRow[], columns: Column[], shaping: PlacedRow[]): Column[] {
  const stacks = stackNumbers(shaping.flatMap(numbersOf))
  const heads = columns.flatMap((column) => splitHead(column, stacks))
  const matched = matchInOrder(stacks, heads, shaping.length)
  const owners = stacks.map(
    (stack, index) => matched[index] ?? ownColumn(stack, { stacks, matched }),
  )
  for (const { cells } of rows) {
    const moved = [...cells].map(([column, tokens]) =>
      tokens.map((token) => ({ token, column: headOf(token, column, { stacks, owners }) })),
    )
    cells.clear()
    for (const { token, column } of moved.flat())
      cells.set(column, [...(cells.get(column) ?? []), token])
  }
  return [...new Set([...columns, ...owners])]
}

/** A head whose words stand above several stacks is as many, when each part is a head by itself: "Total | VAT". */
function splitHead(column: Column, stacks: Stack[]): Column[] {
  const { words, kind } = column
  if (words.length < 2 || named.has(kind)) return [column]
  const groups = [...Map.groupBy(words, ({ box }) => nearest(box, stacks)).values()]
  const parts = groups.map((own) => partOf(own))
  const kinds = new Set(parts.map((part) => part?.kind))
  return kinds.size > 1 && kinds.size === groups.length && !kinds.has(undefined)
    ? parts.flatMap((part) => part ?? [])
    : [column]
}

function partOf(words: Word[]): Column | undefined {
  const text = words.map((word) => word.text).join(' ')
  const kind = headKind(text)
  const box = union(words.map((word) => word.box))
  if (!kind || !box || unsure.has(kind)) return undefined
  return { kind, left: box.x, right: right(box), text, words, letters: text.length }
}

function nearest(box: Box, stacks: Stack[]): Stack | undefined {
  let best: Stack | undefined
  const shared = (stack: Stack) => overlapOf(box.x, right(box), stack)
  for (const stack of stacks) if (!best || shared(stack) > shared(best)) best = stack
  return best
}

/**
 * The column of a stack that no head is left for: that of the stack beside it below the same head, when no row has both, as
 * where numbers are followed by units of any length; else one of its own.
 */
function ownColumn(
  stack: Stack,
  { stacks, matched }: { stacks: Stack[]; matched: Matching['heads'] },
): Column {
  const below = stack.tokens[0]?.column
  const rows = new Set(stack.tokens.map(({ row }) => row))
  const shared = stacks[matched.findIndex((head) => head !== undefined && head === below)]
  if (below && shared && !shared.tokens.some(({ row }) => rows.has(row))) return below
  return { kind: 'other', left: stack.left, right: stack.right, text: '', words: [], letters: 0 }
}

type Matched = { stacks: Stack[]; owners: Column[] }

function headOf(token: Token, column: Column, { stacks, owners }: Matched): Column {
  if (!isMovable(token, column)) return column
  const stack = nearest(token.box, stacks)
  const isThere = stack && overlapOf(token.box.x, right(token.box), stack) > 0
  return (isThere ? owners[stacks.indexOf(stack)] : undefined) ?? column
}

function numbersOf(row: PlacedRow): Placed[] {
  return [...row.cells].flatMap(([column, tokens]) =>
    tokens.filter((token) => isMovable(token, column)).map((token) => ({ token, column, row })),
  )
}

/** Numbers within names stay there. */
function isMovable({ number, isCaptioned }: Token, { kind }: Column): boolean {
  return number !== undefined && !isCaptioned && !named.has(kind)
}

function stackNumbers(numbers: Placed[]): Stack[] {
  const stacks: Stack[] = []
  for (const placed of numbers.sort((a, b) => a.token.box.x - b.token.box.x)) {
    const { box } = placed.token
    const end = right(box)
    const last = stacks.at(-1)
    if (last && overlapOf(box.x, end, last) > 0.2 * box.width) {
      last.right = Math.max(last.right, end)
      last.tokens.push(placed)
    } else stacks.push({ left: box.x, right: end, tokens: [placed] })
  }
  return stacks.flatMap(partStack)
}

/** A wide number joins two columns: they part where the fewest numbers are cut, if many rows have a number on both sides. */
function partStack(stack: Stack): Stack[] {
  const rows = [...Map.groupBy(stack.tokens, ({ row }) => row).values()]
  const gaps = rows.flatMap((tokens) =>
    tokens.slice(1).flatMap(({ token }, index) => {
      const before = tokens[index]?.token.box
      return before && right(before) < token.box.x ? (right(before) + token.box.x) / 2 : []
    }),
  )
  if (gaps.length < leastParted * rows.length) return [stack]
  const cuts = gaps.map((x) => ({ x, count: countCut(stack, x) }))
  const best = cuts.reduce((a, b) => (b.count < a.count ? b : a))
  if (best.count > mostCut * stack.tokens.length) return [stack]
  const sides = Map.groupBy(stack.tokens, ({ token }) => token.box.x + token.box.width / 2 < best.x)
  if (sides.size < 2) return [stack]
  return [true, false].flatMap((side) => partStack(stackOf(sides.get(side) ?? [])))
}

function countCut({ tokens }: Stack, x: number): number {
  return tokens.filter(({ token: { box } }) => box.x < x && right(box) > x).length
}

/** Around most of its numbers: the widest are no measure. */
function stackOf(tokens: Placed[]): Stack {
  const ends = tokens.map(({ token }) => right(token.box)).sort((a, b) => a - b)
  const starts = tokens.map(({ token }) => token.box.x).sort((a, b) => a - b)
  const outside = Math.floor(tokens.length / 10)
  return { left: starts[outside] ?? 0, right: ends.at(-1 - outside) ?? 0, tokens }
}

function overlapOf(left: number, end: number, other: { left: number; right: number }): number {
  return Math.min(end, other.right) - Math.max(left, other.left)
}

type Matching = { cost: number; heads: (Column | undefined)[] }

/** For each stack a head of its own, or none, at the least distance all together; left to right in both. */
function matchInOrder(stacks: Stack[], columns: Column[], rowCount: number): Matching['heads'] {
  const start: Matching = { cost: 0, heads: [] }
  // The best matching of the stacks so far that uses none but the first heads.
  let best: Matching[] = Array.from({ length: columns.length + 1 }, () => start)
  for (const stack of stacks) {
    const weight = stack.tokens.length / rowCount
    const next: Matching[] = []
    for (let count = 0; count <= columns.length; count++) {
      const head = columns[count - 1]
      const before = best[count] ?? start
      const options = [
        { cost: before.cost + weight * farthest, heads: [...before.heads, undefined] },
      ]
      const [without, used] = [next[count - 1], best[count - 1]]
      if (without) options.push(without)
      if (head && used)
        options.push({
          cost: used.cost + weight * distance(stack, head),
          heads: [...used.heads, head],
        })
      next.push(options.reduce((a, b) => (b.cost < a.cost ? b : a)))
    }
    best = next
  }
  return best.at(-1)?.heads ?? []
}

/** How far apart they are; a little less than nothing where they overlap. */
function distance(stack: Stack, head: Column): number {
  const shared = overlapOf(stack.left, stack.right, head)
  const width = Math.min(stack.right - stack.left, head.right - head.left)
  const apart = shared > 0 ? -0.02 * (shared / width) : -shared
  const rates = stack.tokens.filter(({ token }) => token.number?.unit === '%').length
  const mayBeRates = head.kind === 'tax' || head.kind === 'discount' || head.kind === 'other'
  const isOfRates = rates * 2 > stack.tokens.length
  return (
    apart + (isOfRates && !mayBeRates ? ratesElsewhere : 0) + (named.has(head.kind) ? farthest : 0)
  )
}
