import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  addScores,
  cellNames,
  type LineScore,
  type LineScoring,
  ratesOf,
  rightCellsOf,
  type ScoredLine,
  scoreLines,
} from './score-lines.ts'

// node score-lines-of-folder.ts TRUTH_DIR PREDICTION_DIR [--errors]
// TRUTH_DIR holds <name>.truth.json, PREDICTION_DIR the <name>.prediction.json that `npm run evaluate` writes.

type Truth = {
  kind: string
  rendering: string
  lines?: ScoredLine[]
}
type Scored = { name: string; truth: Truth; lines: ScoredLine[]; predicted: ScoredLine[] }

const [truthFolder, predictionFolder, option] = process.argv.slice(2)
if (!truthFolder || !predictionFolder)
  throw new Error('usage: score-lines-of-folder.ts TRUTH_DIR PREDICTION_DIR [--errors]')

const documents = await readDocuments(truthFolder, predictionFolder)
const groups: [string, Scored[]][] = [
  ['all', documents],
  ['digital', documents.filter(({ truth }) => truth.rendering === 'digital')],
  ['scan', documents.filter(({ truth }) => truth.rendering !== 'digital')],
]
for (const [group, members] of groups) {
  print(group, members, { allowsMore: false })
  print(`${group}, descriptions may say more`, members, { allowsMore: true })
}
if (option === '--errors') for (const document of documents) printErrors(document)

/** Only documents whose truth states lines; one without a prediction predicts none. */
async function readDocuments(truths: string, predictions: string): Promise<Scored[]> {
  const suffix = '.truth.json'
  const names = (await readdir(truths)).filter((file) => file.endsWith(suffix)).sort()
  const read = names.map(async (file) => {
    const name = file.slice(0, -suffix.length)
    const truth: Truth = JSON.parse(await readFile(join(truths, file), 'utf8'))
    const predicted = await readPrediction(join(predictions, `${name}.prediction.json`))
    return { name, truth, lines: truth.lines ?? [], predicted }
  })
  return (await Promise.all(read)).filter(({ lines }) => lines.length > 0)
}

async function readPrediction(path: string): Promise<ScoredLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  return JSON.parse(text).lines ?? []
}

function score({ truth, lines, predicted }: Scored, scoring: LineScoring): LineScore {
  return scoreLines(lines, predicted, { ...scoring, ignoresSign: truth.kind === 'credit_note' })
}

function print(title: string, members: Scored[], scoring: LineScoring): void {
  const total = addScores(members.map((member) => score(member, scoring)))
  const { precision, recall, f1 } = ratesOf(total)
  const percent = (share: number) => (100 * share).toFixed(1)
  const cells = cellNames.map((cell) => {
    const { expected, right } = total.cells[cell]
    return `${cell} ${right}/${expected}`
  })
  console.log(
    `${title}: F1 ${percent(f1)} precision ${percent(precision)} recall ${percent(recall)}`,
    `(${total.right} right, ${total.predicted} read, ${total.expected} expected in ${members.length} documents; ${cells.join(', ')})`,
  )
}

function printErrors(document: Scored): void {
  const { expected, predicted, right } = score(document, { allowsMore: false })
  if (right === expected && right === predicted) return
  console.log(`\n${document.name}: ${right} right, ${predicted} read, ${expected} expected`)
  const ignoresSign = document.truth.kind === 'credit_note'
  const isRight = (wanted: ScoredLine, got: ScoredLine) =>
    rightCellsOf(wanted, got, { ignoresSign }).length ===
    cellNames.filter((cell) => wanted[cell] !== undefined).length
  for (const line of document.lines)
    if (!document.predicted.some((got) => isRight(line, got))) console.log('  -', show(line))
  for (const got of document.predicted)
    if (!document.lines.some((line) => isRight(line, got))) console.log('  +', show(got))
}

function show(line: ScoredLine): string {
  return cellNames.map((cell) => line[cell] ?? '·').join(' | ')
}
