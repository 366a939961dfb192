import type { Reading, TrainingEvaluation } from '@invoice-ml/contracts'
import { Retraining } from '@invoice-ml/runtime'
import type { StoredTraining, TrialReading } from '@invoice-ml/storage'
import { expect, test } from 'vitest'
import { createShadow } from './shadow.ts'
import { readingOf } from './testing/annotated-documents.ts'

const settings = Retraining.parse({ shadow: { documents: 2, max_hours: 1, min_same: 0.5 } }).shadow
const model = { key_f1: 1, all_f1: 1, p50_ms: null, map50: null }
const evaluation: TrainingEvaluation = {
  documents: 20,
  suppliers: 5,
  champion: model,
  challenger: model,
  difference: 1,
  interval: [0, 2],
  by_field: [],
  passed: true,
  reasons: ['it is better'],
}

/** A challenger that has been watched for so many hours, and what it read beside a champion that read each document. */
function watch(hours: number, read: (Reading | undefined)[]) {
  const readings: TrialReading[] = read.map((reading, number) => ({
    jobId: `job_${number}`,
    reading,
    problem: undefined,
    durationMs: undefined,
  }))
  const step = createShadow({
    data: {
      trialReadings: async () => readings,
      readingsBy: async (_model, ids) =>
        new Map(ids.map((id) => [id, readingOf('F-2026-001', 'model_old', { fields: [] })])),
    },
    deploy: async (_training, evaluation) => ({ status: 'deployed', evaluation }),
    settings,
  })
  const training: StoredTraining = {
    id: 'trn_1',
    status: 'shadowing',
    statusSince: new Date(Date.now() - hours * 3_600_000),
    requestedBy: 'loopback',
    champion: 'model_old',
    challenger: 'model_new',
    runId: 'run_1',
    championMap50: undefined,
    challengerMap50: undefined,
    documents: 20,
    newDocuments: 20,
    dataDigest: undefined,
    heldOut: [],
    progress: undefined,
    evaluation,
    problem: undefined,
    attempts: 0,
    createdAt: new Date(),
    updatedAt: new Date(),
    finishedAt: undefined,
  }
  return step(training, { signal: new AbortController().signal })
}

const alike = readingOf('F-2026-001', 'model_new', { fields: [] })

test('a challenger that nobody has watched does not serve, however long that took', async () => {
  const changes = await watch(2, [])

  expect(changes).toMatchObject({
    status: 'rejected',
    evaluation: {
      passed: false,
      reasons: ['in 1 hours it read no document of real traffic (retraining.shadow)'],
    },
  })
})

test('a challenger that can read no document does not serve, even where the champion found no field', async () => {
  const changes = await watch(0, [undefined, undefined])

  expect(changes).toMatchObject({
    status: 'rejected',
    evaluation: { shadow: { documents: 2, same: 0 } },
  })
})

test('a challenger that says the same in as many documents as are asked for serves', async () => {
  const changes = await watch(0, [alike, undefined])

  expect(changes).toMatchObject({ status: 'deployed', evaluation: { shadow: { same: 0.5 } } })
})

test('as long as there are too few documents it is watched on', async () => {
  const changes = await watch(0.5, [alike])

  expect(changes).toEqual({
    evaluation: { ...evaluation, shadow: { documents: 1, same: 1, differences: {} } },
  })
})
