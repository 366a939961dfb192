import type { Upload } from '@invoice-ml/client'
import autocannon from 'autocannon'
import type { Platform } from '../../infra/local/platform.ts'
import { familyOf, memoryOf } from '../support/processes.ts'
import { preparePost, timePost } from './post-document.ts'

/** Milliseconds from POST to result; the part of it that was reading, and the part of that in the text recognizer. */
export type Timing = { totalMs: number; readingMs: number; recognizingMs: number }

/**
 * Has each document read, one after the other, waiting for its result in the same request. One without a result is told, or
 * else ends it.
 */
export async function timeOneByOne(
  platform: Platform,
  uploads: AsyncIterable<Upload>,
  onFailure?: (error: unknown) => void,
): Promise<Timing[]> {
  const timings: Timing[] = []
  // Once between two documents: telling it takes from the platform what is measured.
  let before = await secondsInStages(platform)
  for await (const upload of uploads) {
    const post = await preparePost(upload, 60)
    const totalMs = await timePost(urlOf(platform), post).catch((error: unknown) => {
      if (onFailure === undefined) throw error
      onFailure(error)
    })
    const after = await secondsInStages(platform)
    if (totalMs !== undefined)
      timings.push({
        totalMs,
        readingMs: (after.all - before.all) * 1_000,
        recognizingMs: (after.recognize - before.recognize) * 1_000,
      })
    before = after
  }
  return timings
}

/** Milliseconds of each answer to a file that is known. */
export async function timeCached(
  platform: Platform,
  upload: Upload,
  count: number,
): Promise<number[]> {
  // A reading is kept just after it was answered: the one of the first is there by the end of the second, if not before.
  const waiting = await preparePost(upload, 60)
  for (let i = 0; i < 2; i++) await timePost(urlOf(platform), waiting)
  const post = await preparePost(upload)
  const timesMs: number[] = []
  for (let i = 0; i < count; i++) timesMs.push(await timePost(urlOf(platform), post))
  return timesMs
}

function urlOf({ urls: [url = ''] }: Platform): string {
  return url
}

type Hammering = { seconds: number; apiKey?: string }

/** What 50 connections get that ask for one job without a pause. */
export async function hammerJob(url: string, jobId: string, { seconds, apiKey }: Hammering) {
  const { requests, latency, non2xx, errors } = await autocannon({
    url: `${url}/jobs/${jobId}`,
    connections: 50,
    duration: seconds,
    ...(apiKey === undefined ? {} : { headers: { 'X-API-Key': apiKey } }),
  })
  return {
    perSecond: requests.average,
    medianMs: latency.p50,
    p99Ms: latency.p99,
    failed: non2xx + errors,
  }
}

/** Bytes held by the worker and its readers together. */
export function workerMemory(platform: Platform): number {
  const pids = familyOf(platform.pid('inference-worker') ?? 0)
  return pids.reduce((total, pid) => total + memoryOf(pid), 0)
}

/** Seconds that the worker has spent reading since it started: in all stages, and in recognition alone. */
async function secondsInStages(platform: Platform): Promise<{ all: number; recognize: number }> {
  const response = await fetch(`${platform.adminUrl('inference-worker')}/metrics`)
  if (!response.ok) throw new Error(`the worker's metrics answer ${response.status}`)
  const sums = (await response.text()).matchAll(
    /^invoiceml_stage_duration_seconds_sum\{.*stage="(\w+)".*\} (\S+)$/gm,
  )
  const seconds = Array.from(sums, ([, stage, value]) => ({ stage, value: Number(value) }))
  return {
    all: seconds.reduce((total, { value }) => total + value, 0),
    recognize: seconds.find(({ stage }) => stage === 'recognize')?.value ?? 0,
  }
}
