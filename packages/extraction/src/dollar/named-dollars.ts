import type { Row, Segment } from '../lines.ts'
import { dollarsIn, type NamedDollar, reach } from '../wording/dollars.ts'
import { leadsToCurrency, seam } from '../wording/sums.ts'
import { columnsOf } from './columns.ts'
import { type NamedSum, sumOf } from './sum-of.ts'
import { undotted } from './undotted.ts'

/** A dollar that a row names, with its sentence. */
export type PlacedDollar = NamedDollar & {
  /** The sum that it is said of; undefined where it is said of none in particular. */
  sum: NamedSum | undefined
}

/** The dollars that a document names, each with its sentence and its sum. */
export function namedDollars(rows: Row[]): PlacedDollar[] {
  return rows.flatMap((row, index) => namedIn(row, rows[index - 1]))
}

function namedIn(row: Row, above: Row | undefined): PlacedDollar[] {
  const { segments } = row
  const lettered = segments.flatMap((segment, at) =>
    /\p{L}/u.test(segment.text) ? [{ segment, at }] : [],
  )
  const heads = lettered.length > 0 ? headsOf(row, above) : new Map<Segment, Segment[]>()
  return lettered.flatMap(({ segment, at }, index) => {
    const [first = '', ...others] = undotted(segment.text).split(seam)
    const around = { left: segments[at - 1], right: segments[at + 1] }
    const place = (dollar: NamedDollar) => ({ ...dollar, sum: sumOf(dollar, around) })
    const start = { heads: heads.get(segment) ?? [], left: lettered[index - 1]?.segment }
    return [
      ...dollarsIn(first).map((dollar) => withStart(place(dollar), start)),
      ...others.flatMap(dollarsIn).map(place),
    ]
  })
}

/** What stands right above each piece. */
function headsOf(row: Row, above: Row | undefined): Map<Segment, Segment[]> {
  const columns = Map.groupBy(columnsOf(above, row), ([, below]) => below)
  return new Map([...columns].map(([below, pairs]) => [below, pairs.map(([head]) => head)]))
}

type Start = { heads: Segment[]; left: Segment | undefined }

/** With where its sentence begins: above, as what the column is called does; or on the left, unless "USD:" begins another. */
function withStart(dollar: PlacedDollar, { heads, left }: Start): PlacedDollar {
  if (!/^(in|en)?$/i.test(dollar.before.replaceAll(/\P{L}/gu, ''))) return dollar
  const begun = heads.map((head) => `${lastSentence(head.text)} ${dollar.before}`)
  const onLeft = /^\s*:/.test(dollar.behind) ? '' : lastSentence(left?.text)
  return { ...dollar, before: begun.find(leadsToCurrency) ?? `${onLeft} ${dollar.before}` }
}

function lastSentence(text = ''): string {
  return undotted(text.slice(-reach)).split(seam).at(-1) ?? ''
}
