import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Extraction, ProblemError } from '@invoice-ml/contracts'
import type { Client, ExtractOptions } from './client.ts'
import type { FoundDocument } from './find-documents.ts'

/** An extraction as it is written to a file, with the time from sending to having it. */
export type Prediction = Extraction & { elapsed_ms: number }

/** What became of one file. */
export type Outcome =
  | { path: string; prediction: Prediction }
  | { path: string; code: string; reason: string }

type Options = {
  client: Client
  /** By names that differ. */
  documents: FoundDocument[]
  /** Folder for `<name>.prediction.json`; made when missing. */
  outDir: string
  /** Documents under way at the same time. */
  concurrency: number
  extract: ExtractOptions
  onOutcome: (outcome: Outcome, done: number) => void
}

/**
 * Has every document read by the platform and writes what it answers. One that cannot be read is an outcome too; what an earlier
 * run has written of it is erased.
 */
export async function extractFiles(options: Options): Promise<Outcome[]> {
  const { client, documents, outDir, concurrency, extract, onOutcome } = options
  await mkdir(outDir, { recursive: true })
  const fileOf = ({ name }: FoundDocument) => join(outDir, `${name}.prediction.json`)
  const outcomes: Outcome[] = []
  const queue = documents.values()
  const lane = async () => {
    for (const document of queue) {
      const outcome = await extractFile(client, document.path, extract)
      if ('prediction' in outcome) await writeJson(fileOf(document), outcome.prediction)
      else await rm(fileOf(document), { force: true })
      outcomes.push(outcome)
      onOutcome(outcome, outcomes.length)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, lane))
  return outcomes
}

async function writeJson(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
}

async function extractFile(
  client: Client,
  path: string,
  options: ExtractOptions,
): Promise<Outcome> {
  const startMs = performance.now()
  try {
    const extraction = await readToTheEnd(client, path, options)
    const elapsed_ms = Math.round(performance.now() - startMs)
    return { path, prediction: { ...extraction, elapsed_ms } }
  } catch (error) {
    if (error instanceof ProblemError) return { path, code: error.code, reason: error.message }
    const reason = error instanceof Error ? error.message : String(error)
    return { path, code: 'no-answer', reason }
  }
}

async function readToTheEnd(
  client: Client,
  path: string,
  options: ExtractOptions,
): Promise<Extraction> {
  const submission = await client.extract(path, { waitSeconds: 60, ...options })
  if (submission.status === 'completed') return submission.extraction
  const job = await client.waitForJob(submission.jobId)
  if (job.result !== undefined) return job.result
  const { code = 'internal-error', detail, title } = job.problem ?? {}
  throw new ProblemError(code, detail ?? title ?? `The job is ${job.status}`)
}
