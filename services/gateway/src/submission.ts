import { createHash } from 'node:crypto'
import {
  createId,
  type ExtractForm,
  type extractDocument,
  type Reading,
} from '@invoice-ml/contracts'
import { type Call, parsePart, type Upload } from '@invoice-ml/http'
import type { ReadingCache } from '@invoice-ml/queue'
import type { ExtractionMetrics, Logger } from '@invoice-ml/runtime'
import { type Idempotency, type NewJob, optionsDigest } from '@invoice-ml/storage'
import type { z } from 'zod'
import type { PlatformState } from './platform-state.ts'

export type ExtractCall = Call<typeof extractDocument>

export type Form = z.infer<typeof ExtractForm>

/** What a client asks for, beside the file; `schema` is strict. @throws ProblemError `invalid-request` */
export function parseForm<Schema extends z.ZodObject>(
  parts: Record<string, unknown>,
  schema: Schema,
): z.infer<Schema> {
  // A form on a page sends what was left blank as an empty text.
  const filled = Object.entries(parts).filter(([, value]) => value !== '')
  // The schema that made the type parses it.
  return parsePart('form', schema, Object.fromEntries(filled)) as z.infer<Schema>
}

export type SubmissionDependencies = {
  cache: ReadingCache
  state: PlatformState
  metrics: Pick<ExtractionMetrics, 'cacheAsked'>
  logger: Logger
}

type SubmittingCall = {
  query: { refresh: boolean }
  requestId: string
  traceparent: string | undefined
}

/** The job that an upload becomes. */
export function toNewJob(
  upload: Omit<Upload, 'form'>,
  form: Form,
  { query, requestId, traceparent }: SubmittingCall,
): NewJob {
  const { filename, mediaType, sizeBytes, sha256, md5 } = upload
  return {
    id: createId('job'),
    filename,
    mediaType,
    sizeBytes,
    sha256,
    md5,
    options: { pages: form.pages?.replaceAll(/\s/g, '') },
    refresh: query.refresh,
    priority: form.priority,
    externalId: form.external_id,
    metadata: form.metadata,
    requestId,
    traceparent,
    callbackUrl: form.callback_url,
  }
}

/** The key of a request and what it stands for: these files with these options. Undefined when no key was sent. */
export function idempotencyOf(
  files: string[],
  form: object,
  { headers, query }: { headers: ExtractCall['headers']; query: { refresh: boolean } },
): Idempotency | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  // Named only when it was asked for: keys that are known from before stand for what they did.
  const asked = { ...form, ...(query.refresh ? { refresh: true } : {}) }
  const entries = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1))
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([files, entries]))
    .digest('hex')
  return { key, fingerprint }
}

/** What the cache knows of the same bytes and options, unless they shall be read anew. Never rejects. */
export async function findCached(
  { requestId, md5, sha256, options, refresh }: NewJob,
  { cache, state, metrics, logger }: SubmissionDependencies,
): Promise<Reading | undefined> {
  if (refresh) return undefined
  try {
    const modelVersion = await state.modelVersion()
    const key = { md5, sha256, modelVersion, optionsDigest: optionsDigest(options) }
    const reading = await cache.get(key)
    metrics.cacheAsked(reading !== undefined)
    return reading
  } catch (error) {
    // Redis is away: the document is read again.
    logger.debug('cache not read', { requestId, error })
    return undefined
  }
}
