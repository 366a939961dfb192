import { expect, test } from 'vitest'
import { addScores, ratesOf, scoreLines } from './score-lines.ts'

const lamp = { description: 'Lampe de chevet', quantity: '2.00', amount: '30.00' }
const shelf = { description: 'Étagère murale', quantity: '1.00', amount: '55.00' }

test('a line is right when each of its cells is', () => {
  const read = [{ ...lamp, quantity: '2', amount: '30' }, shelf]

  const score = scoreLines([lamp, shelf], read)

  expect(ratesOf(score)).toEqual({ precision: 1, recall: 1, f1: 1 })
})

test('a line with one wrong cell is wrong, and its other cells are right', () => {
  const score = scoreLines([lamp], [{ ...lamp, quantity: '3' }])

  expect(score.right).toBe(0)
  expect(score.cells.quantity).toEqual({ expected: 1, right: 0 })
  expect(score.cells.amount).toEqual({ expected: 1, right: 1 })
})

test('what the truth does not state is not looked at', () => {
  const score = scoreLines([lamp], [{ ...lamp, vat_rate: '20.00', unit_price: '1.00' }])

  expect(score.right).toBe(1)
})

test('a cell that is not read is wrong', () => {
  const score = scoreLines([lamp], [{ description: lamp.description, amount: lamp.amount }])

  expect(score.right).toBe(0)
})

test('a line that is read twice counts once', () => {
  const score = scoreLines([lamp], [lamp, { ...lamp }])

  expect([score.right, score.predicted]).toEqual([1, 2])
  expect(ratesOf(score).precision).toBe(0.5)
})

test('two equal lines need to be read twice', () => {
  const score = scoreLines([lamp, { ...lamp }], [lamp])

  expect([score.right, score.expected]).toEqual([1, 2])
})

test.each(['LAMPE DE CHEVET', 'chevet, lampe de', 'Lampe de chevef'])(
  '"%s" is the same description',
  (description) => {
    expect(scoreLines([lamp], [{ ...lamp, description }]).right).toBe(1)
  },
)

test.each(['Lampe', 'Lampe de bureau', ''])('"%s" is another description', (description) => {
  expect(scoreLines([lamp], [{ ...lamp, description }]).right).toBe(0)
})

test('a description that says more is right only where that is allowed', () => {
  const read = [{ ...lamp, description: 'Lampe de chevet réf. 4471 livrée montée en noyer' }]

  expect(scoreLines([lamp], read).right).toBe(0)
  expect(scoreLines([lamp], read, { allowsMore: true }).right).toBe(1)
})

test('a minus counts, except on a credit note', () => {
  const read = [{ ...lamp, amount: '-30.00' }]

  expect(scoreLines([lamp], read).right).toBe(0)
  expect(scoreLines([lamp], read, { ignoresSign: true }).right).toBe(1)
})

test('a document that is read as nothing lowers the recall of all', () => {
  const scores = [scoreLines([lamp], [lamp]), scoreLines([shelf], [])]

  expect(ratesOf(addScores(scores))).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 })
})
