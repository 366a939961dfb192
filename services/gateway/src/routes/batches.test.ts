import { Batch, BatchAccepted, JobList, Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, newPdf, testGateway } from '../test-gateway.ts'

const gateway = testGateway()

function formOf(...files: Blob[]): FormData {
  const form = new FormData()
  for (const [index, file] of files.entries()) form.append('files', file, `f${index}.pdf`)
  return form
}

async function post(body: FormData, headers: Record<string, string> = {}) {
  return gateway().ask('/extract/batch', { method: 'POST', body, headers })
}

async function accepted(...files: Blob[]) {
  const response = await post(formOf(...files))
  expect(response.status).toBe(202)
  return BatchAccepted.parse(await response.json())
}

async function read(path: string) {
  return Batch.parse(await (await gateway().ask(path)).json())
}

async function finish(batch: BatchAccepted) {
  for (const { job_id } of batch.entries) if (job_id) await gateway().complete(job_id, aReading())
}

test('a batch is accepted with a job or a problem for each file, and followed to its end', async () => {
  const batch = await accepted(newPdf(), new Blob([]), newPdf())
  const before = await read(batch.status_url)

  await finish(batch)
  const after = await read(batch.status_url)

  expect(batch).toMatchObject({ accepted: 2, refused: 1, message: 'Lot accepté' })
  expect(batch.entries).toMatchObject([
    { position: 0, filename: 'f0.pdf', status: 'queued' },
    { position: 1, filename: 'f1.pdf', problem: { code: 'file-empty' } },
    { position: 2, filename: 'f2.pdf', status: 'queued' },
  ])
  expect(before).toMatchObject({
    status: 'processing',
    total: 3,
    counts: { queued: 2, refused: 1 },
  })
  expect(after).toMatchObject({ status: 'completed', counts: { completed: 2, refused: 1 } })
})

test('its files come in pages, each once', async () => {
  const batch = await accepted(newPdf(), new Blob(['text']), newPdf())

  const first = await read(`${batch.status_url}?limit=2`)
  const second = await read(`${batch.status_url}?limit=2&cursor=${first.next_cursor}`)

  const positions = [...first.entries, ...second.entries].map(({ position }) => position)
  expect(positions).toEqual([0, 1, 2])
  expect(second.next_cursor).toBeUndefined()
  await finish(batch)
})

test('its jobs are listed by it, with what was said of all of them', async () => {
  const form = formOf(newPdf(), newPdf())
  form.set('external_id', 'LOT-7')
  const batch = BatchAccepted.parse(await (await post(form)).json())

  const response = await gateway().ask(`/jobs?batch_id=${batch.batch_id}`)
  const { jobs } = JobList.parse(await response.json())

  const said = { batch_id: batch.batch_id, external_id: 'LOT-7' }
  expect(jobs).toMatchObject([said, said])
  expect(jobs.map(({ filename }) => filename).toSorted()).toEqual(['f0.pdf', 'f1.pdf'])
  await finish(batch)
})

test('the same request under one key makes one batch, which says so', async () => {
  const files = [newPdf(), newPdf()]
  const headers = { 'Idempotency-Key': crypto.randomUUID() }

  const first = await post(formOf(...files), headers)
  const stored = await gateway().files()
  const second = await post(formOf(...files), headers)
  const other = await post(formOf(...files.toReversed()), headers)

  const [one, two] = [
    BatchAccepted.parse(await first.json()),
    BatchAccepted.parse(await second.json()),
  ]
  expect(two).toMatchObject({ batch_id: one.batch_id, entries: one.entries })
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(Problem.parse(await other.json()).code).toBe('idempotency-mismatch')
  expect(await gateway().files()).toEqual(stored)
  await finish(one)
})

test('a file that was read before is answered at once', async () => {
  const file = newPdf()
  await finish(await accepted(file))

  const batch = await accepted(file)

  expect(batch.entries).toMatchObject([{ status: 'completed' }])
})

test('an option that is none refuses the batch, and no file stays', async () => {
  const before = await gateway().files()
  const form = formOf(newPdf())
  form.set('pages', 'first')

  const response = await post(form)

  expect(Problem.parse(await response.json()).errors?.[0]?.path).toBe('form.pages')
  expect(await gateway().files()).toEqual(before)
})

test.each([
  ['/batches/batch_00000000000000000000000000', 404, 'batch-not-found'],
  ['/batches/42', 400, 'invalid-request'],
  ['/batches/batch_00000000000000000000000000?limit=0', 400, 'invalid-request'],
])('%s: %i %s', async (path, status, code) => {
  const response = await gateway().ask(path)

  expect(response.status).toBe(status)
  expect(Problem.parse(await response.json()).code).toBe(code)
})
