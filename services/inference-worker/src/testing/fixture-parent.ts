// The parent of a reader that hangs; says the reader's process id.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startReader } from '../reader-process.ts'

const reader = await startReader({
  modulePath: join(import.meta.dirname, 'fixture-reader.ts'),
  env: process.env,
  memoryBytes: 2e9,
  startTimeoutMs: 30_000,
  onNotice: () => {},
})
const children = execFileSync('pgrep', ['-P', `${process.pid}`], { encoding: 'utf8' })
void reader.ask(
  {
    type: 'read',
    id: 'job_1',
    path: 'hang',
    mediaType: 'application/pdf',
    options: {},
    limits: { maxPages: 1, maxMegapixels: 1 },
    confidenceThreshold: 0.85,
    seenPath: 'seen',
  },
  {
    deadlineMs: 600_000,
    perPageMs: 0,
    signal: new AbortController().signal,
    onProgress: () => {},
  },
)
process.stdout.write(`${children.trim().split('\n')[0]}\n`)
