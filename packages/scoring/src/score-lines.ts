import { contained, similarity } from './similarity.ts'

/** A line as the truth states it, or as it was read: decimals as "12.50", rates in percent. */
export type ScoredLine = {
  description?: string | undefined
  quantity?: string | undefined
  unit_price?: string | undefined
  amount?: string | undefined
  vat_rate?: string | undefined
}

export const cellNames = ['description', 'quantity', 'unit_price', 'amount', 'vat_rate'] as const
export type CellName = (typeof cellNames)[number]

export type LineScoring = {
  /** Credit notes print minus signs or leave them out. */
  ignoresSign?: boolean
  /** Whether a description may say more than the truth, which often holds an item's name and not what is printed below it. */
  allowsMore?: boolean
}

/** How often each cell that the truth states was read, and how often rightly, in the line it belongs to. */
export type CellTally = Record<CellName, { expected: number; right: number }>

export type LineScore = { expected: number; predicted: number; right: number; cells: CellTally }

// An amount may be rounded the other way; a price or a quantity of four decimals may be cut to two.
const tolerances = { amount: 0.01, vat_rate: 0.01, unit_price: 0.005, quantity: 0.005 } as const
const leastSimilarity = 0.85

/**
 * Scores the lines of one document. Each predicted line is paired with one line of the truth at most, the pairs with most
 * right cells first. A line is right when every cell that the truth states is: the description when its words are those of the
 * truth as a name's would be (similarity of 0.85: accents, case and order are ignored, words may differ by a letter), numbers
 * when they differ by a cent at most, prices and quantities by half of one. A cell that the truth does not state is not looked at; one that is not read is wrong.
 */
export function scoreLines(
  truth: ScoredLine[],
  predicted: ScoredLine[],
  scoring: LineScoring = {},
): LineScore {
  const pairs = pair(truth, predicted, scoring)
  return {
    expected: truth.length,
    predicted: predicted.length,
    right: pairs.filter(({ expected, rightCells }) => rightCells.length === statedIn(expected))
      .length,
    cells: tallyOf((cell) => ({
      expected: truth.filter((line) => line[cell] !== undefined).length,
      right: pairs.filter(({ rightCells }) => rightCells.includes(cell)).length,
    })),
  }
}

/** The scores of several documents, line by line. */
export function addScores(scores: LineScore[]): LineScore {
  const sum = (pick: (score: LineScore) => number) =>
    scores.reduce((total, score) => total + pick(score), 0)
  return {
    expected: sum(({ expected }) => expected),
    predicted: sum(({ predicted }) => predicted),
    right: sum(({ right }) => right),
    cells: tallyOf((cell) => ({
      expected: sum(({ cells }) => cells[cell].expected),
      right: sum(({ cells }) => cells[cell].right),
    })),
  }
}

/** Right of predicted, right of expected, and their harmonic mean; 0 where nothing is. */
export function ratesOf({ expected, predicted, right }: LineScore) {
  const precision = predicted === 0 ? 0 : right / predicted
  const recall = expected === 0 ? 0 : right / expected
  const f1 = expected + predicted === 0 ? 0 : (2 * right) / (expected + predicted)
  return { precision, recall, f1 }
}

/** The cells of a line that were read as the truth states them. */
export function rightCellsOf(
  expected: ScoredLine,
  read: ScoredLine,
  { ignoresSign = false, allowsMore = false }: LineScoring = {},
): CellName[] {
  return cellNames.filter((cell) => {
    const [wanted, got] = [expected[cell], read[cell]]
    if (wanted === undefined || got === undefined) return false
    if (cell === 'description')
      return (
        similarity(wanted, got, 'text') >= leastSimilarity ||
        (allowsMore && contained(wanted, got) >= leastSimilarity)
      )
    return isSameNumber([wanted, got], tolerances[cell], ignoresSign)
  })
}

function isSameNumber([wanted, got]: [string, string], tolerance: number, ignoresSign: boolean) {
  const value = (text: string) => (ignoresSign ? Math.abs(Number(text)) : Number(text))
  // Halves of a cent are no difference, whatever binary fractions make of them.
  return Math.abs(value(wanted) - value(got)) <= tolerance + 1e-9
}

type Pair = { expected: ScoredLine; read: ScoredLine; rightCells: CellName[]; distance: number }

function pair(truth: ScoredLine[], predicted: ScoredLine[], scoring: LineScoring): Pair[] {
  const all = truth.flatMap((expected, row) =>
    predicted.map((read, other): Pair => {
      const rightCells = rightCellsOf(expected, read, scoring)
      return { expected, read, rightCells, distance: Math.abs(row - other) }
    }),
  )
  const sorted = all
    .filter(({ rightCells }) => rightCells.length > 0)
    .sort((a, b) => shareRight(b) - shareRight(a) || a.distance - b.distance)
  const taken = new Set<ScoredLine>()
  return sorted.filter(({ expected, read }) => {
    if (taken.has(expected) || taken.has(read)) return false
    taken.add(expected).add(read)
    return true
  })
}

function shareRight({ expected, rightCells }: Pair): number {
  return rightCells.length / statedIn(expected)
}

function statedIn(line: ScoredLine): number {
  return cellNames.filter((cell) => line[cell] !== undefined).length
}

function tallyOf(count: (cell: CellName) => { expected: number; right: number }): CellTally {
  return {
    description: count('description'),
    quantity: count('quantity'),
    unit_price: count('unit_price'),
    amount: count('amount'),
    vat_rate: count('vat_rate'),
  }
}
