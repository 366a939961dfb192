import { createHash, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import {
  type Accepted,
  createId,
  type Extracted,
  ExtractForm,
  extractDocument,
  type extractionQueue,
  ProblemError,
  type Reading,
} from '@invoice-ml/contracts'
import {
  type Answer,
  type Call,
  createUploadReceiver,
  parsePart,
  route,
  type Upload,
} from '@invoice-ml/http'
import type { Producer, ReadingCache, Signals } from '@invoice-ml/queue'
import type { Logger, Settings } from '@invoice-ml/runtime'
import {
  type Blobs,
  type Jobs,
  type NewJob,
  optionsDigest,
  type StoredJob,
} from '@invoice-ml/storage'
import type { Express } from 'express'
import { z } from 'zod'
import { awaitFinal, type Watch, watchJob } from '../await-job.ts'
import { messageFor } from '../messages.ts'
import type { PlatformState } from '../platform-state.ts'
import { presentExtraction } from '../present-job.ts'

export type ExtractDependencies = {
  jobs: Jobs
  blobs: Blobs
  cache: ReadingCache
  signals: Signals
  extractions: Producer<(typeof extractionQueue)['payload']>
  state: PlatformState
  settings: Settings
  logger: Logger
}

type ExtractCall = Call<typeof extractDocument>
type Form = z.infer<typeof ExtractForm>

const Metadata = z.record(z.string().min(1).max(100), z.string().max(1_000))

/** POST /extract: check, store, answer 202, or 200 when the answer is there in time. */
export function addExtract(app: Express, dependencies: ExtractDependencies): void {
  const { blobs, settings } = dependencies
  const receive = createUploadReceiver(() => blobs.uploadPath(randomUUID()), {
    fileBytes: settings.api.max_file_mb * 1_000_000,
  })
  route(app, extractDocument, async (call) => {
    await refuseWhenOverloaded(dependencies)
    const upload = await receive(call.request, call.response)
    try {
      return await accept(upload, call, dependencies)
    } finally {
      // Gone already when it was kept.
      await rm(upload.path, { force: true })
    }
  })
}

async function refuseWhenOverloaded({ state, settings }: ExtractDependencies): Promise<void> {
  const open = await state.openJobs()
  if (open < settings.api.max_queue_depth) return
  throw new ProblemError('overloaded', `${open} documents wait already`, {
    retryAfterSeconds: await state.expectedWaitSeconds(),
  })
}

async function accept(
  upload: Upload,
  call: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<Answer> {
  const { jobs, blobs, signals } = dependencies
  // The schema that made the type has parsed it.
  const form = parsePart('form', ExtractForm.strict(), upload.form) as Form
  const job = await toNewJob(upload, form, call, dependencies)
  await blobs.keepDocument(upload.path, job.id, job.mediaType)
  const key = call.headers['idempotency-key']
  const submission = await jobs
    .submit(job, key ? { key, fingerprint: fingerprintOf(upload, form) } : undefined)
    .catch(async (error: unknown) => {
      await blobs.remove(job.id, job.mediaType)
      throw error
    })
  if (submission.outcome !== 'inserted') await blobs.remove(job.id, job.mediaType)
  if (submission.outcome === 'mismatch')
    throw new ProblemError('idempotency-mismatch', 'Another document or other options came with it')
  if (submission.outcome === 'replayed') return replay(submission.jobId, call, dependencies)
  if (job.cachedReading) return answerExtracted(submission.job, call)

  const watch = watchJob(signals, job.id)
  try {
    await enqueue(submission.job, dependencies)
    return await waitOrAccept(submission.job, watch, call, dependencies)
  } finally {
    watch.stop()
  }
}

async function toNewJob(
  upload: Upload,
  form: Form,
  { query, requestId }: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<NewJob> {
  const { filename, mediaType, sizeBytes, sha256, md5 } = upload
  const options = { pages: form.pages?.replaceAll(/\s/g, '') }
  const cachedReading = query.refresh
    ? undefined
    : await findCached({ sha256, md5, optionsDigest: optionsDigest(options) }, dependencies)
  return {
    id: createId('job'),
    filename,
    mediaType,
    sizeBytes,
    sha256,
    md5,
    options,
    refresh: query.refresh,
    priority: form.priority,
    externalId: form.external_id,
    metadata: form.metadata === undefined ? undefined : parseMetadata(form.metadata),
    requestId,
    cachedReading,
  }
}

function parseMetadata(text: string): Record<string, string> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  return parsePart('form.metadata', Metadata, value) as Record<string, string>
}

async function findCached(
  digests: { sha256: string; md5: string; optionsDigest: string },
  { cache, state, logger }: ExtractDependencies,
): Promise<Reading | undefined> {
  try {
    return await cache.get({ ...digests, modelVersion: await state.modelVersion() })
  } catch (error) {
    // Redis is away: the document is read again.
    logger.debug('cache not read', { error })
    return undefined
  }
}

/** The same request again: same bytes, same options. */
function fingerprintOf({ sha256 }: Upload, form: Form): string {
  const entries = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([sha256, entries]))
    .digest('hex')
}

async function enqueue(
  job: StoredJob,
  { extractions, logger }: ExtractDependencies,
): Promise<void> {
  try {
    await extractions.add({ jobId: job.id, requestId: job.requestId }, { priority: job.priority })
  } catch (error) {
    // The row is committed: the sweep finds it when Redis is back.
    logger.warn('job not queued yet', { jobId: job.id, error })
  }
}

async function replay(
  jobId: string,
  call: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<Answer> {
  const job = await dependencies.jobs.find(jobId)
  if (!job) throw new ProblemError('job-not-found', `${jobId} was deleted since`)
  const watch = watchJob(dependencies.signals, jobId)
  try {
    const answer = await waitOrAccept(job, watch, call, dependencies)
    return { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } }
  } finally {
    watch.stop()
  }
}

async function waitOrAccept(
  accepted: StoredJob,
  watch: Watch,
  call: ExtractCall,
  dependencies: ExtractDependencies,
): Promise<Answer> {
  const seconds = waitSecondsOf(call)
  if (accepted.status === 'completed') return answerExtracted(accepted, call)
  if (seconds === 0) return answerAccepted(accepted, call, dependencies)
  const gone = new AbortController()
  call.response.on('close', () => gone.abort())
  const signal = AbortSignal.any([AbortSignal.timeout(seconds * 1_000), gone.signal])
  const job = await awaitFinal(dependencies.jobs, watch, accepted.id, signal)
  if (!job) throw new ProblemError('job-not-found', `${accepted.id} was deleted meanwhile`)
  if (job.status === 'failed' && job.problem)
    throw new ProblemError(job.problem.code, job.problem.detail ?? job.problem.title)
  const answer =
    job.status === 'completed'
      ? answerExtracted(job, call)
      : await answerAccepted(job, call, dependencies)
  return { ...answer, headers: { ...answer.headers, 'Preference-Applied': `wait=${seconds}` } }
}

/** `?wait=N`, or `Prefer: wait=N`; a preference that cannot be met is cut, as RFC 7240 allows. */
function waitSecondsOf({ query, headers }: ExtractCall): number {
  if (query.wait !== undefined) return query.wait
  const [, seconds] = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/i.exec(headers.prefer ?? '') ?? []
  return Math.min(60, Number(seconds ?? 0))
}

function answerExtracted(job: StoredJob, { headers }: ExtractCall): Answer {
  const data = presentExtraction(job)
  if (!data) throw new Error(`${job.id} is completed and has no reading`)
  const message = messageFor('extracted', headers['accept-language'])
  return { status: 200, body: { success: true, data, message } satisfies Extracted }
}

async function answerAccepted(
  job: StoredJob,
  { headers }: ExtractCall,
  { state }: ExtractDependencies,
): Promise<Answer> {
  const wait = await state.expectedWaitSeconds()
  const body: Accepted = {
    success: true,
    job_id: job.id,
    status: job.status,
    status_url: `/jobs/${job.id}`,
    events_url: `/jobs/${job.id}/events`,
    expected_wait_seconds: wait,
    message: messageFor('accepted', headers['accept-language']),
  }
  return {
    status: 202,
    body,
    headers: { Location: body.status_url, 'Retry-After': String(Math.max(1, wait)) },
  }
}
