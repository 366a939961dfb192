import { Accepted, Problem, Stats, Training, TrainingList } from '@invoice-ml/contracts'
import { createTrainings } from '@invoice-ml/storage'
import { beforeEach, expect, test } from 'vitest'
import { aReading, testGateway, upload } from '../test-gateway.ts'

const gateway = testGateway({ environment: { TRAINER_URL: 'http://127.0.0.1:1' } })

beforeEach(async () => {
  const { query } = gateway().database()
  await query.deleteFrom('annotations').execute()
  await query.deleteFrom('trainings').execute()
})

async function annotate(): Promise<void> {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload() })
  const { job_id } = Accepted.parse(await response.json())
  await gateway().complete(job_id, aReading())
  await gateway()
    .database()
    .query.insertInto('annotations')
    .values({
      job_id,
      origin: 'correction',
      source_id: 'correction',
      state: 'finished',
      fields: JSON.stringify([{ label: 'numero_facture', value: 'F-1' }]),
      annotated_at: new Date(),
    })
    .execute()
}

async function refusalOf(path: string, method = 'GET') {
  const response = await gateway().ask(path, { method })
  return { status: response.status, code: Problem.parse(await response.json()).code }
}

test('a training that is asked for is accepted, shown and noted', async () => {
  await annotate()

  const response = await gateway().ask('/retrain', { method: 'POST' })

  const training = Training.parse(await response.json())
  expect(response.status).toBe(202)
  expect(response.headers.get('location')).toBe(`/trainings/${training.training_id}`)
  expect(training).toMatchObject({
    status: 'preparing',
    requested_by: 'loopback',
    documents: 1,
    new_documents: 1,
  })
  const read = await gateway().ask(`/trainings/${training.training_id}`)
  expect(await read.json()).toEqual(training)
  const audit = await gateway().ask(`/audit?target=${training.training_id}`)
  const { entries } = (await audit.json()) as { entries: unknown[] }
  expect(entries).toEqual([
    expect.objectContaining({ action: 'training.requested', outcome: 'done' }),
  ])
})

test('only one training is under way', async () => {
  await annotate()
  await gateway().ask('/retrain', { method: 'POST' })

  expect(await refusalOf('/retrain', 'POST')).toEqual({ status: 409, code: 'training-running' })
})

test('nothing is learned from nothing', async () => {
  expect(await refusalOf('/retrain', 'POST')).toEqual({ status: 409, code: 'nothing-annotated' })
})

test('trainings are listed newest first, with what became of them', async () => {
  const trainings = createTrainings(gateway().database())
  const standing = { documents: 3, newDocuments: 2, lastAnnotationId: '0' }
  const claim = { id: 'trn_01kb4c9t3q8v6m2x7r5n0w1yd1', token: 'claim_1' }
  await trainings.request({ id: claim.id, requestedBy: 'annotations', standing })
  await trainings.claim(claim.token, 1_000)
  await trainings.save(claim, { status: 'failed', problem: aProblem })
  await annotate()
  await gateway().ask('/retrain', { method: 'POST' })

  const response = await gateway().ask('/trainings')

  const { trainings: listed } = TrainingList.parse(await response.json())
  expect(listed.map(({ status }) => status)).toEqual(['preparing', 'failed'])
  expect(listed[1]).toMatchObject({ problem: aProblem, finished_at: expect.any(String) })
})

async function stats(): Promise<Stats> {
  return Stats.parse(await (await gateway().ask('/stats')).json())
}

test('what was annotated since the last training is counted, and what is missing to the next', async () => {
  await annotate()
  const before = await stats()

  await gateway().ask('/retrain', { method: 'POST' })

  const after = await stats()
  expect(before).toMatchObject({
    annotations_since_last_training: 1,
    annotations_to_next_training: 49,
  })
  expect(after).toMatchObject({
    annotated_documents: before.annotated_documents,
    annotations_since_last_training: 0,
    annotations_to_next_training: 50,
  })
})

test('the share of the time in which documents were accepted is told', async () => {
  const { pool } = gateway().database()
  await pool.query(
    `insert into uptime_stretches (began_at, last_seen_at)
     values (now() - interval '100 minutes', now() - interval '10 minutes')`,
  )

  const { uptime, uptime_since } = await stats()

  expect(uptime).toBeCloseTo(0.9, 1)
  expect(new Date(uptime_since ?? '').getTime()).toBeLessThan(Date.now() - 99 * 60_000)
})

test('an unknown training is not found', async () => {
  expect(await refusalOf('/trainings/trn_01kb4c9t3q8v6m2x7r5n0w1ydz')).toEqual({
    status: 404,
    code: 'training-not-found',
  })
})

const aProblem: Problem = {
  type: '/problems/training-failed',
  title: 'The training could not be finished',
  status: 500,
  code: 'training-failed',
  detail: 'The trainer failed: the disk is full',
}
