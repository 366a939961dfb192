import { createHash, randomUUID } from 'node:crypto'
import {
  type BatchAccepted,
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
import { findCached, parseForm, toNewJob } from '../submission.ts'
import { refuseCallback } from '../webhooks/refuse-callback.ts'
import type { ExtractDependencies } from './extract.ts'

type BatchCall = Call<typeof submitBatch>

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
    await refuseWhenOverloaded('batch', dependencies)
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
  const form = parseForm(upload.form, BatchForm)
  if (form.callback_url !== undefined) await refuseCallback(form.callback_url, dependencies)
  const entries = await Promise.all(
    upload.files.map((file) => toEntry(file, form, call, dependencies)),
  )
  const jobs = entries.filter(isJob)
  await refuseWhenOverloaded(form.priority, dependencies, jobs.length)
  const batch = { id: createId('batch'), requestId: call.requestId, entries }
  const outcome = await keep(upload, batch, idempotencyOf(upload, form, call), dependencies)
  if (outcome.outcome === 'mismatch')
    throw new ProblemError('idempotency-mismatch', 'Other documents or options came with it')
  if (outcome.outcome === 'replayed') {
    call.response.setHeader('Idempotency-Replayed', 'true')
    return answer(outcome.batchId, call, dependencies)
  }
  await enqueue(jobs, dependencies)
  return answer(batch.id, call, dependencies)
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
  const { batches, blobs, jobs } = dependencies
  const kept: NewJob[] = []
  const forget = () => Promise.all(kept.map((job) => blobs.remove(job.id, job.mediaType)))
  try {
    for (const [position, job] of batch.entries.entries()) {
      const file = files[position]
      if (!isJob(job) || !file || !('document' in file)) continue
      kept.push(job)
      await blobs.keepDocument(file.document.path, job.id, job.mediaType)
    }
    const outcome = await batches.submit(batch, idempotency)
    if (outcome.outcome !== 'inserted') await forget()
    return outcome
  } catch (error) {
    const [first] = kept
    if (first && (await isNotCommitted(error, first.id, jobs))) await forget()
    throw error
  }
}

/** The key of a request and what it stands for: these files in this order, with these options. */
function idempotencyOf(
  { digests }: BatchUpload,
  form: Form,
  { headers }: BatchCall,
): Idempotency | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  const entries = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1))
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(['batch', digests, entries]))
    .digest('hex')
  return { key, fingerprint }
}

async function enqueue(jobs: NewJob[], { extractions, logger }: Dependencies): Promise<void> {
  const waiting = jobs.filter(({ cachedReading }) => cachedReading === undefined)
  try {
    await extractions.addMany(
      waiting.map(({ id, requestId, priority }) => ({
        payload: { jobId: id, requestId },
        priority,
      })),
    )
  } catch (error) {
    // The rows are committed: the sweep finds them when Redis is back.
    logger.warn('batch not queued yet', { count: waiting.length, error })
  }
}

/** The batch as it is stored, so that a repeated request is answered as the first was, as far as it has come. */
async function answer(
  batchId: string,
  { headers }: BatchCall,
  { batches, state, settings, logger }: Dependencies,
): Promise<Answer> {
  const [batch, entries, wait] = await Promise.all([
    batches.find(batchId),
    batches.entries(batchId, { from: 0, limit: settings.api.max_batch_files }),
    state.expectedWaitSeconds('batch').catch((error: unknown) => {
      logger.warn('expected wait not known', { error })
      return 1
    }),
  ])
  if (!batch) throw new ProblemError('batch-not-found', `${batchId} was deleted since`)
  const body: BatchAccepted = {
    success: true,
    batch_id: batchId,
    status_url: `/batches/${batchId}`,
    accepted: batch.total - batch.counts.refused,
    refused: batch.counts.refused,
    entries: entries.map(presentEntry),
    expected_wait_seconds: wait,
    message: messageFor('batchAccepted', headers['accept-language']),
  }
  return {
    status: 202,
    body,
    headers: { Location: body.status_url, 'Retry-After': String(Math.max(1, wait)) },
  }
}
