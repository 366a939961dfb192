import type { ComparedField } from '@invoice-ml/contracts'
import { Retraining } from '@invoice-ml/runtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Comparison,
  chanceOfWorse,
  shouldDeploy,
  shouldRollBack,
  shouldTrain,
} from './policy.ts'

const settings = Retraining.parse({})
const now = new Date('2026-01-15T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const standing = (newDocuments: number) => ({
  documents: 80,
  newDocuments,
  lastAnnotationId: '90',
})

test('fifty documents begin a training, one fewer does not', () => {
  const enough = shouldTrain(standing(50), undefined, { settings, now, isForeign: false })
  const tooFew = shouldTrain(standing(49), undefined, { settings, now, isForeign: false })

  expect([enough.isYes, tooFew.isYes]).toEqual([true, false])
  expect(tooFew.reasons).toEqual(['49 of 50 documents were annotated'])
})

// With a run of the trainer, and without.
const ran = { runId: 'run_1' }
const vain = { runId: undefined }

test.each([
  [
    'one that goes on',
    { status: 'training', ...ran, createdAt: hoursAgo(90), finishedAt: undefined },
  ],
  ['one of this morning', { status: 'rejected', ...ran, createdAt: hoursAgo(5), finishedAt: now }],
  [
    'one that failed just now',
    { status: 'failed', ...ran, createdAt: hoursAgo(0.5), finishedAt: now },
  ],
  [
    'one refused just now',
    { status: 'rejected', ...vain, createdAt: hoursAgo(0.5), finishedAt: now },
  ],
] as const)('%s keeps the next from beginning', (_name, newest) => {
  expect(shouldTrain(standing(50), newest, { settings, now, isForeign: false }).isYes).toBe(false)
})

test.each([
  ['yesterday', { status: 'deployed', ...ran, createdAt: hoursAgo(25), finishedAt: now }],
  ['two hours ago, in vain', { status: 'failed', ...ran, createdAt: hoursAgo(2), finishedAt: now }],
  [
    'two hours ago, never begun',
    { status: 'rejected', ...vain, createdAt: hoursAgo(2), finishedAt: now },
  ],
] as const)('one of %s does not', (_name, newest) => {
  expect(shouldTrain(standing(50), newest, { settings, now, isForeign: false }).isYes).toBe(true)
})

test('one refused for a model that the trainer has not made has its full pause', () => {
  const newest = { status: 'rejected', ...vain, finishedAt: now } as const
  const isDue = (hours: number) =>
    shouldTrain(
      standing(50),
      { ...newest, createdAt: hoursAgo(hours) },
      { settings, now, isForeign: true },
    ).isYes

  expect([isDue(23), isDue(25)]).toEqual([false, true])
})

test('nothing begins by itself where that is switched off', () => {
  const off = Retraining.parse({ enabled: false })

  expect(shouldTrain(standing(50), undefined, { settings: off, now, isForeign: false }).isYes).toBe(
    false,
  )
})

const model = { key_f1: 0.9, all_f1: 0.9, p50_ms: 300, map50: 0.8 }
const better: Comparison = {
  documents: 30,
  champion: model,
  challenger: { ...model, key_f1: 0.92 },
  by_field: [],
  points: 2,
  confidence: 0.97,
}
const field: ComparedField = {
  label: 'montant_ttc',
  documents: 20,
  champion: 0.95,
  challenger: 0.79,
  floor: 0.8,
}

test('a challenger that is surely better serves', () => {
  expect(shouldDeploy(better, settings)).toEqual({
    isYes: true,
    reasons: ['key fields: 92.0 % after 90.0 %, 2.00 points better (sure to 97.0 %)'],
  })
})

test.each<[string, Partial<Comparison>, RegExp]>([
  ['few documents', { documents: 9 }, /only 9 documents/],
  ['a small gain', { points: 0.4 }, /0\.40 F1 points better; 0\.5 are asked for/],
  ['a gain by chance', { confidence: 0.7 }, /sure to 70\.0 %/],
  ['a field below its floor', { by_field: [field] }, /montant_ttc falls to 79\.0 % F1/],
  ['what is forgotten', { challenger: { ...model, map50: 0.75 } }, /loses 5\.0 points of mean/],
  ['slowness', { challenger: { ...model, p50_ms: 600 } }, /takes 600 ms, 300 ms before/],
])('%s keeps the champion', (_name, change, reason) => {
  const { isYes, reasons } = shouldDeploy({ ...better, ...change }, settings)

  expect(isYes).toBe(false)
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('every reason against it is given', () => {
  const bad = { ...better, points: -1, by_field: [field], challenger: { ...model, p50_ms: 600 } }

  expect(shouldDeploy(bad, settings).reasons).toHaveLength(3)
})

test('a field that was below its floor already is held to where it was', () => {
  const same = { ...better, by_field: [{ ...field, champion: 0.6, challenger: 0.6 }] }
  const worse = { ...better, by_field: [{ ...field, champion: 0.6, challenger: 0.59 }] }

  expect(shouldDeploy(same, settings).isYes).toBe(true)
  expect(shouldDeploy(worse, settings).isYes).toBe(false)
})

test('a field that few documents have is held to nothing', () => {
  const rare = { ...better, by_field: [{ ...field, documents: 9 }] }

  expect(shouldDeploy(rare, settings).isYes).toBe(true)
})

const rates = (documents: number, reviewed: number, corrected = 0) => ({
  documents,
  reviewed,
  corrected,
})

test('a model that sends far more to people is taken back, and why is said', () => {
  expect(shouldRollBack(rates(200, 20), rates(100, 35), settings.watch)).toEqual({
    isYes: true,
    reasons: ['35.0 % of the documents were reviewed, 10.0 % before'],
  })
})

test('so is one that is corrected far more often', () => {
  const decision = shouldRollBack(rates(200, 20, 4), rates(100, 10, 25), settings.watch)

  expect(decision.reasons).toEqual(['25.0 % of the documents were corrected, 2.0 % before'])
})

test.each([
  ['better', rates(200, 40), rates(100, 10)],
  ['worse by chance', rates(60, 6), rates(60, 10)],
  ['hardly worse, however sure', rates(100_000, 10_000), rates(100_000, 14_000)],
  ['hardly used', rates(200, 20), rates(49, 49)],
  ['without a model to compare with', rates(0, 0), rates(100, 90)],
])('a model that is %s stays', (_name, before, after) => {
  expect(shouldRollBack(before, after, settings.watch).isYes).toBe(false)
})

test('a chance is a chance, and what is no worse is never unlikely', () => {
  const part = fc.tuple(
    fc.integer({ min: 1, max: 500 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  fc.assert(
    fc.property(part, part, ([of, share], [otherOf, otherShare]) => {
      const before = { of, count: Math.round(of * share) }
      const after = { of: otherOf, count: Math.round(otherOf * otherShare) }

      const chance = chanceOfWorse(before, after)

      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      const isNoWorse = after.count / after.of <= before.count / before.of
      expect(chance).toBeGreaterThanOrEqual(isNoWorse ? 0.5 : 0)
    }),
  )
})
