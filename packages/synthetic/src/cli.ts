import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { closeDataset, type DatasetOptions, openDataset, partialFolder } from './dataset.ts'
import type { WorkerTask } from './dataset-worker.ts'
import { isLanguage, type Language } from './places.ts'

const usage = `npm run dataset -- --out datasets/<name> [--count 3000] [--seed 7] [--layouts n]
  [--languages fr,en] [--clean] [--jobs n]
  --count      pages to draw
  --layouts    suppliers, each with a look of its own (default: one for every two pages)
  --languages  only suppliers who write in these (default: fr, en, de, es, it, nl)
  --clean      no page is spoilt as a scan, fax or photo (default: every other one is)
  --jobs       processes (default: one for each core)
An interrupted run continues when it is started again with the same options.`

const { values } = parseArgs({
  options: {
    count: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    layouts: { type: 'string' },
    languages: { type: 'string' },
    clean: { type: 'boolean' },
    jobs: { type: 'string' },
    help: { type: 'boolean' },
  },
})

if (values.help || !values.out) {
  process.stdout.write(`${usage}\n`)
  process.exit(values.help ? 0 : 2)
}

const count = number(values.count, 3000)
const options: DatasetOptions = {
  seed: number(values.seed, 7),
  count,
  layouts: number(values.layouts, Math.max(10, Math.ceil(count / 2))),
  languages: languages(values.languages),
  clean: values.clean,
  // As it was typed: npm runs scripts in the checkout, whatever folder they were called from.
  out: resolve(process.env.INIT_CWD ?? process.cwd(), values.out),
}
const started = performance.now()
await openDataset(options)
await drawAll(Math.min(count, number(values.jobs, availableParallelism())))
const sha256 = await closeDataset(options)
process.stdout.write(`\n${values.out}: ${count} pages, sha256 ${sha256}\n`)

function number(text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text)
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`"${text}" is no whole number\n${usage}`)
  return value
}

function languages(list: string | undefined): Language[] | undefined {
  return list?.split(',').map((language) => {
    if (!isLanguage(language)) throw new Error(`"${language}" is no language\n${usage}`)
    return language
  })
}

async function drawAll(jobs: number): Promise<void> {
  let done = 0
  const report = () => {
    done += 1
    if (process.stdout.isTTY || done % 100 === 0 || done === count) process.stdout.write(bar(done))
  }
  await Promise.all(
    Array.from({ length: jobs }, (_, first) =>
      runWorker(
        {
          ...options,
          folder: partialFolder(options.out),
          first,
          step: jobs,
        },
        report,
      ),
    ),
  )
}

function runWorker(task: WorkerTask, report: () => void): Promise<void> {
  return new Promise((done, fail) => {
    const child = fork(new URL('./dataset-worker.ts', import.meta.url), {
      env: { ...process.env, UV_THREADPOOL_SIZE: '2' },
    })
    child.on('message', report)
    child.once('error', fail)
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`A worker ended with ${code}`)),
    )
    child.send(task)
  })
}

function bar(done: number): string {
  const width = 30
  const filled = Math.round((done / count) * width)
  const rate = done / ((performance.now() - started) / 1000)
  const left = Math.round((count - done) / rate)
  const text = `${basename(options.out)} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${count} ${rate.toFixed(1)} pages/s ${left} s left`
  return process.stdout.isTTY ? `\r${text}  ` : `${text}\n`
}
