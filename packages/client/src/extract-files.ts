import { readdirSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { extname, join, parse } from 'node:path'
import { type Extraction, ProblemError } from '@invoice-ml/contracts'
import type { Client, ExtractOptions } from './client.ts'

/** An extraction as it is written to a file, with the time from sending to having it. */
export type Prediction = Extraction & { elapsed_ms: number }

/** What became of one file. */
export type Outcome =
  | { path: string; prediction: Prediction }
  | { path: string; code: string; reason: string }

type Options = {
  client: Client
  paths: string[]
  /** Folder for `<name>.prediction.json`; made when missing. */
  outDir: string
  /** Documents under way at the same time. */
  concurrency: number
  extract: ExtractOptions
  onOutcome: (outcome: Outcome, done: number) => void
}

const extensions = ['.pdf', '.jpg', '.jpeg', '.png', '.tif', '.tiff', '.webp', '.xml']

/** The documents among files and folders, folders at any depth; a file that was named is taken whatever it is. */
export function findDocuments(paths: string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => extensions.includes(extname(name).toLowerCase()))
      .sort()
      .map((name) => join(path, name))
  })
}

/** Has every file read by the platform and writes what it answers. A file that cannot be read is an outcome too. */
export async function extractFiles(options: Options): Promise<Outcome[]> {
  const { client, paths, outDir, concurrency, extract, onOutcome } = options
  await mkdir(outDir, { recursive: true })
  const names = outputNames(paths)
  const outcomes: Outcome[] = []
  const queue = paths.entries()
  const lane = async () => {
    for (const [index, path] of queue) {
      const outcome = await extractFile(client, path, extract)
      if ('prediction' in outcome) {
        const file = join(outDir, `${names[index]}.prediction.json`)
        await writeFile(file, `${JSON.stringify(outcome.prediction, null, 2)}\n`)
      }
      outcomes.push(outcome)
      onOutcome(outcome, outcomes.length)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, lane))
  return outcomes
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

/** The name without its extension; with it, where two files would be written to the same place. */
function outputNames(paths: string[]): string[] {
  const stems = paths.map((path) => parse(path).name)
  return paths.map((path, index) => {
    const stem = stems[index] ?? ''
    return stems.filter((other) => other === stem).length > 1 ? parse(path).base : stem
  })
}
