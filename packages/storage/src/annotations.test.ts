import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createAnnotations, type NewAnnotation } from './annotations.ts'
import { createCorrections } from './corrections.ts'
import { createJobs } from './jobs.ts'
import { createTrainings } from './trainings.ts'

const database = testDatabase()
const annotations = () => createAnnotations(database.get())
const source = { origin: 'label_studio', sourceId: 'document' } as const
const project = { projectId: 1, createdAt: new Date('2026-01-01T00:00:00Z') }

async function aJob(): Promise<string> {
  const job = sampleJob({ cachedReading: sampleReading() })
  await createJobs(database.get()).submit(job)
  return job.id
}

function said(jobId: string, own: Partial<NewAnnotation> = {}): NewAnnotation {
  const fields = [{ label: 'numero_facture' as const, value: 'F-1' }]
  return { jobId, ...source, state: 'finished', fields, digest: 'a', ...own }
}

async function rowsOf(jobId: string) {
  const { rows } = await database
    .get()
    .pool.query('select state, digest from annotations where job_id = $1 order by id', [jobId])
  return rows
}

test('the same heard twice is kept once, even at the same time', async () => {
  const id = await aJob()

  await Promise.all([1, 2, 3].map(() => annotations().add(said(id))))

  expect(await rowsOf(id)).toEqual([{ state: 'finished', digest: 'a' }])
})

test('every change is one more row', async () => {
  const id = await aJob()

  await annotations().add(said(id))
  await annotations().add(said(id, { digest: 'b' }))
  await annotations().add(said(id, { state: 'deleted', digest: undefined, fields: [] }))
  await annotations().add(said(id))

  expect((await rowsOf(id)).map(({ digest }) => digest)).toEqual(['a', 'b', null, 'a'])
  expect(await annotations().latest(id, source)).toMatchObject({ state: 'finished', digest: 'a' })
})

test('what is said of a job that is gone is not kept', async () => {
  const id = 'job_00000000000000000000000000'

  await annotations().add(said(id))

  expect(await annotations().latest(id, source)).toBeUndefined()
})

async function newDocuments(): Promise<number> {
  return (await createTrainings(database.get()).standing()).newDocuments
}

test('documents count once for the next training, and no more once they are deleted or have been seen', async () => {
  const before = await newDocuments()
  const [one, two, three] = [await aJob(), await aJob(), await aJob()]
  await annotations().add(said(one))
  await annotations().add(said(one, { digest: 'b' }))
  await annotations().add(said(two))
  await annotations().add(said(three))
  await annotations().add(said(three, { state: 'skipped', digest: 's', fields: [] }))
  const counted = await newDocuments()
  await database.get().pool.query(
    `insert into trainings (id, status, requested_by, run_id, finished_at, last_annotation_id)
     select 'trn_seen', 'rejected', 'test', 'run_1', now(), max(id) from annotations`,
  )
  await database
    .get()
    .pool.query(
      "insert into trainings (id, status, requested_by, created_at) values ('trn_failed', 'failed', 'test', now() + interval '1 hour')",
    )

  await annotations().add(said(two, { digest: 'c' }))

  expect(counted - before).toBe(2)
  expect(await newDocuments()).toBe(1)
})

test('those that stand are listed, page by page', async () => {
  const ids = [await aJob(), await aJob(), await aJob()].toSorted()
  for (const id of ids) await annotations().add(said(id))
  const [first = '', second = ''] = ids
  await annotations().add(said(second, { state: 'deleted', digest: undefined, fields: [] }))

  const all = await annotations().standing(source, { project, limit: 100, after: '' })
  const afterFirst = await annotations().standing(source, { project, limit: 100, after: first })

  expect(all).toContain(first)
  expect(all).not.toContain(second)
  expect(afterFirst).not.toContain(first)
})

test('what was said in another project, or before there was this one, does not stand in it', async () => {
  const [here, elsewhere, unnoted, before] = [
    await aJob(),
    await aJob(),
    await aJob(),
    await aJob(),
  ]
  const another = { projectId: 1, createdAt: new Date('2026-02-02T00:00:00Z') }
  await annotations().add(said(here, { project }))
  await annotations().add(said(elsewhere, { project: another }))
  await annotations().add(said(unnoted, { annotatedAt: new Date('2026-01-02T00:00:00Z') }))
  await annotations().add(said(before, { annotatedAt: new Date('2025-12-31T00:00:00Z') }))

  const jobIds = await annotations().standing(source, { project, limit: 1_000, after: '' })

  const own = [here, elsewhere, unnoted, before].filter((id) => jobIds.includes(id))
  expect(own).toEqual([here, unnoted])
  expect(await annotations().isStanding(here, source, project)).toBe(true)
  expect(await annotations().isStanding(elsewhere, source, project)).toBe(false)
})

test('a correction is an annotation of all that it leaves right', async () => {
  const id = await aJob()
  const amended = sampleReading()

  await createCorrections(database.get()).save({
    jobId: id,
    version: 1,
    corrections: { fields: [] },
    amended,
    lesson: undefined,
    requestId: 'req_1',
  })

  const kept = await annotations().latest(id, { origin: 'correction', sourceId: 'correction' })
  expect(kept?.state).toBe('finished')
  expect(kept?.fields).toEqual(
    amended.fields.map(({ label, value, page, bbox }) => ({ label, value, page, bbox })),
  )
})
