import type { Tally } from '@invoice-ml/scoring'
import {
  addScores,
  type DocumentScore,
  ratesOf,
  reviewCurve,
  type Summary,
  summarise,
} from '@invoice-ml/scoring'

/** The scores of a folder as Markdown tables: they read well in a terminal and in a page. */
export function report(documents: DocumentScore[]): string {
  const summary = summarise(documents)
  const rows = [
    ...summary.byField.entries(),
    ['key fields', summary.key],
    ['all fields', summary.all],
  ]
  return [
    `${summary.documents} documents, ${summary.withoutPrediction} without a prediction`,
    '',
    table(
      ['field', 'expected', 'predicted', 'right', 'precision', 'recall', 'F1'],
      (rows as [string, Tally][]).map(([label, field]) => fieldRow(label, field)),
    ),
    '',
    table(groupHeader('documents'), [
      groupRow('all', summary),
      ...groups(documents, 'rendering'),
      ...groups(documents, 'language'),
      ...groups(documents, 'kind'),
    ]),
    '',
    ...lineTable(documents),
  ].join('\n')
}

/** Line items, where the truth of any document states them. */
function lineTable(documents: DocumentScore[]): string[] {
  const stated = documents.filter(({ lines }) => lines !== undefined)
  if (stated.length === 0) return []
  const isText = ({ truth }: DocumentScore) => truth.rendering === 'digital'
  const rows: [string, DocumentScore[]][] = [
    ['all', stated],
    ['with text', stated.filter(isText)],
    ['scans and photos', stated.filter((document) => !isText(document))],
  ]
  return [
    table(
      ['line items', 'documents', 'expected', 'read', 'right', 'precision', 'recall', 'F1', 'F1 *'],
      rows.map(([name, members]) => lineRow(name, members)),
    ),
    '',
    '\\* where a description may say more than the truth',
    '',
  ]
}

function lineRow(name: string, documents: DocumentScore[]): string[] {
  const lines = documents.flatMap((document) => document.lines ?? [])
  const exact = addScores(lines.map((line) => line.exact))
  const lenient = addScores(lines.map((line) => line.lenient))
  const { precision, recall, f1 } = ratesOf(exact)
  return [
    name,
    ...[documents.length, exact.expected, exact.predicted, exact.right].map(String),
    ...[precision, recall, f1, ratesOf(lenient).f1].map(percent),
  ]
}

const thresholds = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99]

/** How far confidences can be believed, and what each threshold would send to a person. */
export function reportConfidence(documents: DocumentScore[]): string {
  const { bins } = summarise(documents).calibration
  return [
    table(
      ['confidence', 'values', 'stated', 'right'],
      bins.map(({ from, count, meanConfidence, right }) => [
        `${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`,
        `${count}`,
        percent(meanConfidence),
        percent(right / count),
      ]),
    ),
    '',
    table(
      ['api.confidence_threshold', 'reviewed', 'wrong among the others'],
      reviewCurve(documents, thresholds).map(({ threshold, reviewed, wrong }) => [
        `${threshold}`,
        percent(reviewed),
        percent(wrong),
      ]),
    ),
    '',
  ].join('\n')
}

/** Every field that is wrong or missing, one a line. */
export function listErrors(documents: DocumentScore[]): string {
  return documents
    .flatMap(({ truth, fields }) =>
      fields
        .filter((field) => !field.isRight)
        .map(({ label, expected, got }) =>
          [truth.document, label, JSON.stringify(expected), JSON.stringify(got)].join('\t'),
        ),
    )
    .join('\n')
}

function groups(documents: DocumentScore[], axis: 'rendering' | 'language' | 'kind'): string[][] {
  const groups = Map.groupBy(documents, ({ truth }) => truth[axis])
  return [...groups.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([value, members]) => groupRow(`${axis} ${value}`, summarise(members)))
}

function groupHeader(first: string): string[] {
  return [
    first,
    'count',
    'key F1',
    'F1',
    'exact',
    'not reviewed',
    'of those wrong',
    'ECE',
    'p50 ms',
    'p95 ms',
  ]
}

function groupRow(name: string, summary: Summary): string[] {
  return [
    name,
    `${summary.documents}`,
    percent(summary.key.f1),
    percent(summary.all.f1),
    percent(summary.exactRate),
    percent(summary.straightThrough.rate),
    percent(summary.straightThrough.documentsInError),
    summary.calibration.error?.toFixed(3) ?? '–',
    summary.latencyMs.p50?.toFixed(0) ?? '–',
    summary.latencyMs.p95?.toFixed(0) ?? '–',
  ]
}

function fieldRow(label: string, field: Tally): string[] {
  const counts = [field.expected, field.predicted, field.right].map(String)
  return [label, ...counts, percent(field.precision), percent(field.recall), percent(field.f1)]
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(100 * share).toFixed(1)} %`
}

/** A Markdown table with its columns in line; the first is text, the others are numbers. */
function table(header: string[], rows: string[][]): string {
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(header), rule, ...rows.map(line)].join('\n')
}
