import { randomUUID } from 'node:crypto'
import {
  type BatchAccepted,
  type BatchEntry,
  BatchForm,
  createId,
  ProblemError,
  submitBatch,
} from '@invoice-ml/contracts'
import {
  type Answer,
  type BatchFile,
  type BatchUpload,
  type Call,
  createBatchReceiver,
  eraseFiles,
  route,
} from '@invoice-ml/http'
import type { Batches, Idempotency, NewBatch, NewJob, Refusal } from '@invoice-ml/storage'
import type { Express } from 'express'
import { isNotCommitted } from '../is-not-committed.ts'
import { messageFor } from '../messages.ts'
import { presentEntry } from '../present-batch.ts'
import { refuseWhenOverloaded } from '../refuse-when-overloaded.ts'
import { findCached, idempotencyOf, parseForm, toNewJob } from '../submission.ts'
import { refuseCallback } from '../webhooks/refuse-callback.ts'
import type { ExtractDependencies } from './extract.ts'

type BatchCall = Call<typeof submitBatch>

// Made once: a schema is compiled when it is first used.
const Form = BatchForm.strict()

type Dependencies = ExtractDependencies & { batches: Batches }

/** POST /extract/batch: all files that can be taken become jobs at once, or, when anything fails, none does. */
export function addSubmitBatch(app: Express, dependencies: Dependencies): void {
  const { blobs, uploads, settings } = dependencies
  const receive = createBatchReceiver(() => blobs.uploadPath(randomUUID()), {
    files: settings.api.max_batch_files,
    fileBytes: settings.api.max_file_mb * 1_000_000,
    totalBytes: settings.api.max_batch_mb * 1_000_000,
    slots: uploads,
  })
  route(app, submitBatch, async (call) => {
    const key = call.headers['idempotency-key']
    await refuseWhenOverloaded({ priority: 'batch', key }, dependencies)
    const upload = await receive(call.request, call.response)
    try {
      return await accept(upload, call, dependencies)
    } catch (error) {
      // Gone already when they were kept.
      await eraseFiles(upload.files)
      throw error
    }
  })
}

async function accept(
  upload: BatchUpload,
  call: BatchCall,
  dependencies: Dependencies,
): Promise<Answer> {
  const form = parseForm(upload.form, Form)
  if (form.callback_url !== undefined) await refuseCallback(form.callback_url, dependencies)
  const entries = await Promise.all(
    upload.files.map((file) => toEntry(file, form, call, dependencies)),
  )
  const jobs = entries.filter(isJob)
  const toRead = jobs.filter(({ cachedReading }) => cachedReading === undefined)
  const idempotency = idempotencyOf(['batch', ...upload.digests], form, call)
  await refuseWhenOverloaded(
    { priority: form.priority, count: toRead.length, key: idempotency?.key },
    dependencies,
  )
  const batch = { id: createId('batch'), requestId: call.requestId, entries }
  const outcome = await keep(upload, batch, idempotency, dependencies)
  if (outcome.outcome === 'mismatch')
    throw new ProblemError('idempotency-mismatch', 'Other documents or options came with it')
  if (outcome.outcome === 'replayed') {
    call.response.setHeader('Idempotency-Replayed', 'true')
    return replay(outcome.batchId, call, dependencies)
  }
  for (const { cachedReading, priority } of jobs)
    if (cachedReading)
      dependencies.metrics.completed(cachedReading, { isCached: true, priority, seconds: 0 })
  await enqueue(toRead, dependencies)
  // From what was committed: it is accepted, whatever has gone away since.
  return answer(batch.id, batch.entries.map(toAccepted), call, dependencies)
}

type Form = ReturnType<typeof parseForm<typeof BatchForm>>

async function toEntry(
  file: BatchFile,
  form: Form,
  call: BatchCall,
  dependencies: Dependencies,
): Promise<NewJob | Refusal> {
  const { filename } = file
  if ('problem' in file)
    return { filename, problem: file.problem.toProblem(call.request.path, call.requestId) }
  const job = toNewJob({ ...file.document, filename }, form, call)
  return { ...job, cachedReading: await findCached(job, dependencies) }
}

function isJob(entry: NewJob | Refusal): entry is NewJob {
  return !('problem' in entry)
}

/** A committed row always finds its file: the files come first, and go when the rows do not come. */
async function keep(
  { files }: BatchUpload,
  batch: NewBatch,
  idempotency: Idempotency | undefined,
  dependencies: Dependencies,
) {
  const { batches, blobs } = dependencies
  const kept: NewJob[] = []
  const forget = () => Promise.all(kept.map((job) => blobs.remove(job.id, job.mediaType)))
  try {
    for (const [position, job] of batch.entries.entries()) {
      const file = files[position]
      if (!isJob(job) || !file || !('document' in file)) continue
      kept.push(job)
      await blobs.keepDocument(file.document.path, job.id, job.mediaType)
    }
  } catch (error) {
    await forget()
    throw error
  }
  const outcome = await batches.submit(batch, idempotency).catch(async (error: unknown) => {
    if (isNotCommitted(error)) await forget()
    throw error
  })
  if (outcome.outcome !== 'inserted') await forget()
  return outcome
}

async function enqueue(waiting: NewJob[], { extractions, logger }: Dependencies): Promise<void> {
  try {
    await extractions.addMany(
      waiting.map(({ id, requestId, priority }) => ({
        payload: { jobId: id, requestId },
        priority,
      })),
    )
    for (const { id: jobId, requestId, priority } of waiting)
      logger.debug('job queued', { jobId, requestId, priority })
  } catch (error) {
    // The rows are committed: the sweep finds them when Redis is back.
    logger.warn('batch not queued yet', { count: waiting.length, error })
  }
}

function toAccepted(entry: NewJob | Refusal, position: number): BatchEntry {
  const { filename } = entry
  if (!isJob(entry)) return { position, filename, problem: entry.problem }
  return {
    position,
    filename,
    job_id: entry.id,
    status: entry.cachedReading ? 'completed' : 'queued',
  }
}

/** A repeated request is answered as the first was, as far as the batch has come. */
async function replay(
  batchId: string,
  call: BatchCall,
  dependencies: Dependencies,
): Promise<Answer> {
  const { batches, settings } = dependencies
  const entries = await batches.entries(batchId, { from: 0, limit: settings.api.max_batch_files })
  if (entries.length === 0)
    throw new ProblemError('batch-not-found', `${batchId} was deleted since`)
  return answer(batchId, entries.map(presentEntry), call, dependencies)
}

async function answer(
  batchId: string,
  entries: BatchEntry[],
  { headers }: BatchCall,
  { state, logger }: Dependencies,
): Promise<Answer> {
  const wait = await state.expectedWaitSeconds('batch').catch((error: unknown) => {
    logger.warn('expected wait not known', { error })
    return 1
  })
  const accepted = entries.filter(({ job_id }) => job_id !== undefined).length
  const body: BatchAccepted = {
    success: true,
    batch_id: batchId,
    status_url: `/batches/${batchId}`,
    accepted,
    refused: entries.length - accepted,
    entries,
    expected_wait_seconds: wait,
    message: messageFor('batchAccepted', headers['accept-language']),
  }
  return {
    status: 202,
    body,
    headers: { Location: body.status_url, 'Retry-After': String(Math.max(1, wait)) },
  }
}
