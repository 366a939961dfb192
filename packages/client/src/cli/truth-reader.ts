import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '@invoice-ml/contracts'
import { type DocumentScore, scoreDocument, type Truth } from '@invoice-ml/scoring'
import type { Client } from '../client.ts'
import { correctionOf } from '../score/supplier-pairs.ts'
import { readTruths } from '../score/truth.ts'

/** The documents of a folder whose truth is known, as a platform reads them. */
export type TruthReader = {
  truths: Map<string, Truth>
  /** Reads a document anew, whatever was read before, and tells what is right of it. */
  readAndScore: (name: string) => Promise<DocumentScore>
  /** The same for many, a few at a time. */
  readAndScoreAll: (names: string[]) => Promise<DocumentScore[]>
  /** Reads a document and says what is right of it; undefined when it cannot be read. */
  correct: (name: string) => Promise<Job | undefined>
}

// Enough for every core to have work.
const together = 4

export function createTruthReader(folder: string, client: Client): TruthReader {
  const truths = readTruths(folder)
  const truthOf = (name: string): Truth => {
    const truth = truths.get(name)
    if (!truth) throw new Error(`${name} has no truth`)
    return truth
  }
  const read = async (name: string) => {
    const { document } = truthOf(name)
    const upload = { filename: document, bytes: readFileSync(join(folder, document)) }
    const { jobId } = await client.extract(upload, { refresh: true })
    return client.waitForJob(jobId)
  }
  const readAndScore = async (name: string) => {
    const startedAt = performance.now()
    const { result } = await read(name)
    const elapsedMs = Math.round(performance.now() - startedAt)
    return scoreDocument(name, truthOf(name), result && { ...result, elapsed_ms: elapsedMs })
  }
  return {
    truths,
    readAndScore,
    readAndScoreAll: async (names) => {
      const scores: DocumentScore[] = []
      for (let start = 0; start < names.length; start += together)
        scores.push(...(await Promise.all(names.slice(start, start + together).map(readAndScore))))
      return scores
    },
    correct: async (name) => {
      const job = await read(name)
      if (job.status !== 'completed') return undefined
      await client.correctJob(job.job_id, correctionOf(truthOf(name)))
      return job
    },
  }
}
