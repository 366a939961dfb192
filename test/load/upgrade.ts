// node_modules/.bin/node test/load/upgrade.ts OLD
//
// Upgrades a platform of another checkout, OLD, to this one, service by service, while documents are uploaded to it, jobs are read,
// corrected and exported. In between old and new code work on the tables that the new has brought up to date. Fails unless every
// upload was accepted, every document read as the first was, and every other question answered. Linux; nothing else of the platform
// may use its ports.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, createClient } from '@invoice-ml/client'
import { placePage } from '../../infra/local/build-page.ts'
import { type Child, createChild } from '../../infra/local/child.ts'
import { root } from '../../infra/local/paths.ts'
import { describeService, type ServiceName } from '../../infra/local/services.ts'
import { whenEnded } from '../../infra/local/spawn.ts'
import { withoutOperators } from '../../infra/local/throw-away.ts'
import { familyOf } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: upgrade.ts OLD, a checkout of the version before')
const old = resolve(folder)

const replaced: ServiceName[] = [
  'gateway',
  'inference-worker',
  'feedback',
  'retrain-scheduler',
  'dashboard',
]
const [oldDoor, newDoor] = ['http://127.0.0.1:18000', 'http://127.0.0.1:18010']
const firstNewAdminPort = 18_110
const [uploadEveryMs, readEveryMs] = [1_000, 1_500]
// Long enough that each pair of versions does each kind of work.
const stageMs = 20_000

// What the .env of either checkout may name: set and empty, it is not set.
const notOfOperator = Object.fromEntries(
  [
    'DATABASE_URL',
    'REDIS_URL',
    'S3_BUCKET',
    'BLOB_DIR',
    'TRAINING_DIR',
    'MODEL_DIR',
    'TRAINER_URL',
    'LABEL_STUDIO_URL',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  ].map((name) => [name, '']),
)

const beganAt = Date.now()
const say = (line: string) =>
  process.stdout.write(
    `${`${Math.round((Date.now() - beganAt) / 1_000)}`.padStart(4)} s  ${line}\n`,
  )

type Accepted = { jobId: string; isCorrected: boolean }
const accepted: Accepted[] = []
let troubles = 0
const answered = new Map<string, number>()
let doors = [oldDoor]
let isOver = false

/** After Ctrl-C: what was started is ended in order, and what is held goes on. */
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

placePage(say)
const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-upgrade-'))
const supervisor = startOld()
let howOldEnded: string | undefined
const oldEnded = whenEnded(supervisor).then((how) => {
  howOldEnded = how
})
const newcomers: Child[] = []
/** What would start the old services again, while it is held. */
let held: number | undefined
try {
  await until('the old platform is ready', isHealthy)
  const work = Promise.all([upload(), use()])
  await stage('old code')
  const env = environmentOf(processOf('gateway'))
  await prepareTables(env)
  await stage('old code on the tables of the new')
  await startNew('inference-worker', env)
  await stage('workers of both')
  await startNew('gateway', env)
  doors = [oldDoor, newDoor]
  await stage('gateways of both')
  for (const name of replaced.slice(2)) await startNew(name, env)
  await stage('all of both')
  // Whatever ends would be started again.
  held = processWith('infra/local/start.ts')
  process.kill(held, 'SIGSTOP')
  doors = [newDoor]
  await stage('the new gateway alone is asked')
  for (const name of replaced) await endOld(name)
  await stage('new code')
  isOver = true
  await work
  process.exitCode = (await verdict()) ? 0 : 1
} finally {
  isOver = true
  await Promise.all(newcomers.map((child) => child.stop()))
  if (held !== undefined) process.kill(held, 'SIGCONT')
  supervisor.kill('SIGINT')
  await oldEnded
  rmSync(dir, { recursive: true, force: true })
}

/** `npm start` of the old checkout, with data of its own. */
function startOld(): ChildProcess {
  return spawn(process.execPath, [join(old, 'infra', 'local', 'bootstrap.mjs'), 'start'], {
    cwd: old,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Ctrl-C reaches only this program, which ends things in order.
    detached: true,
    env: {
      ...process.env,
      ...withoutOperators(process.env),
      ...notOfOperator,
      DATA_DIR: join(dir, 'data'),
      LOG_DIR: join(dir, 'logs'),
      ADMIN_PORT: '18100',
      INVOICE_API__PORT: new URL(oldDoor).port,
      INVOICE_DASHBOARD__PORT: '18001',
      FEEDBACK_PORT: '18002',
    },
  })
}

async function isHealthy(): Promise<boolean> {
  throwIfEnded()
  return fetch(`${oldDoor}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function throwIfEnded(): void {
  stopping.signal.throwIfAborted()
  if (howOldEnded !== undefined) throw new Error(`The old platform has ended: ${howOldEnded}`)
}

async function stage(name: string): Promise<void> {
  await sleep(stageMs, undefined, { signal: stopping.signal })
  throwIfEnded()
  say(`${name}: ${accepted.length} documents accepted so far`)
}

/** The process of a service of the old platform. */
function processOf(name: ServiceName): number {
  return processWith(`services/${name}/src/main.ts`)
}

/** The process of the old platform that runs this program. */
function processWith(program: string): number {
  const runsIt = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program)
  const pid = familyOf(supervisor.pid ?? 0).find(runsIt)
  if (pid === undefined) throw new Error(`The old platform runs no ${program}`)
  return pid
}

function environmentOf(pid: number): NodeJS.ProcessEnv {
  const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
  const entries = lines.map((line) => [
    line.slice(0, line.indexOf('=')),
    line.slice(line.indexOf('=') + 1),
  ])
  return { ...Object.fromEntries(entries), INVOICE_SETTINGS: join(root, 'config', 'settings.yaml') }
}

/** While documents are uploaded and jobs asked for. */
async function prepareTables(env: NodeJS.ProcessEnv): Promise<void> {
  const program = join(root, 'services', 'gateway', 'src', 'prepare-database.ts')
  const how = await whenEnded(spawn(process.execPath, [program], { env, stdio: 'inherit' }))
  if (how !== 'status 0')
    throw new Error(`The new code could not bring the tables up to date: ${how}`)
}

async function startNew(service: ServiceName, shared: NodeJS.ProcessEnv): Promise<void> {
  const env = {
    ...shared,
    INVOICE_API__PORT: new URL(newDoor).port,
    INVOICE_DASHBOARD__PORT: '18011',
    FEEDBACK_PORT: '18012',
    GATEWAY_URL: newDoor,
  }
  const adminPort = firstNewAdminPort + newcomers.length
  const place = { name: service, service, adminPort, env, logDir: join(dir, 'new'), reload: false }
  const child = createChild(describeService(place), {
    onEvent: (event) => tell(`the new ${event.name}: ${event.type}`),
    onPid: () => {},
  })
  newcomers.push(child)
  await child.start()
}

/** Ends a service of the old platform politely, and waits until it has finished what it did. */
async function endOld(name: ServiceName): Promise<void> {
  const pid = processOf(name)
  process.kill(pid, 'SIGTERM')
  // Its parent is held, so that a process that has ended stays as a zombie.
  await until(`${name} has ended`, () => /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
}

/** Uploads one document after the other, to each door in turn. */
async function upload(): Promise<void> {
  const sample = readFileSync(join(root, 'docs', 'sample-invoice.pdf'))
  const sent: Promise<void>[] = []
  for (let number = 0; !isOver; number++) {
    const door = doors[number % doors.length] ?? newDoor
    // The same document to its reader, another to the cache.
    const bytes = Buffer.concat([sample, Buffer.from(`\n%${number}\n`)])
    sent.push(uploadOne(door, `invoice-${number}.pdf`, bytes))
    await sleep(uploadEveryMs)
  }
  await Promise.all(sent)
}

async function uploadOne(door: string, filename: string, bytes: Uint8Array): Promise<void> {
  // One attempt: whoever is refused or cut off during the upgrade is trouble.
  const client = createClient({ baseUrl: door, maxAttempts: 1 })
  try {
    const { jobId } = await client.extract({ filename, bytes })
    accepted.push({ jobId, isCorrected: false })
  } catch (error) {
    tell(`an upload to ${door}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Reads, exports and corrects by each door in turn. */
async function use(): Promise<void> {
  for (; !isOver; await sleep(readEveryMs))
    for (const door of doors) {
      const client = createClient({ baseUrl: door })
      const paths = ['/stats', '/jobs?limit=5', '/exports?format=csv', '/trainings', '/webhooks']
      for (const path of paths) await note(`GET ${path}`, () => client.http.get(path))
      const job = accepted.at(-8)
      if (job && !job.isCorrected) await correct(client, job)
    }
}

async function correct({ http }: Client, job: Accepted): Promise<void> {
  const path = `/jobs/${job.jobId}/corrections`
  const fields = [{ label: 'numero_commande', value: 'BC-1' }]
  // 409: it is not read yet.
  job.isCorrected = await note('PUT corrections', () => http.put(path, { fields }), 409)
}

/** Counts an answer; one that says `notYet` is neither counted nor trouble. Resolves to whether it was counted. */
async function note(
  what: string,
  ask: () => Promise<{ status: number }>,
  notYet?: number,
): Promise<boolean> {
  try {
    const { status } = await ask()
    if (status === notYet) return false
    if (status >= 400) throw new Error(`answered ${status}`)
    answered.set(what, (answered.get(what) ?? 0) + 1)
    return true
  } catch (error) {
    tell(`${what}: ${error instanceof Error ? error.message : error}`)
    return false
  }
}

/** Trouble, at once: what follows from it is told as well. */
function tell(trouble: string): void {
  troubles += 1
  say(`trouble: ${trouble}`)
}

/** Whether all that was accepted is read, with the same values, some of it was corrected, and nothing was refused. */
async function verdict(): Promise<boolean> {
  const client = createClient({ baseUrl: newDoor })
  const readings: string[] = []
  let unread = 0
  for (const { jobId } of accepted) {
    const { status, result } = await client.waitForJob(jobId)
    const fields = result?.fields.filter(({ label }) => label !== 'numero_commande') ?? []
    if (status !== 'completed' || fields.length === 0) unread++
    readings.push(JSON.stringify(fields.map(({ label, value }) => [label, value])))
  }
  const others = readings.filter((reading) => reading !== readings[0]).length
  const uses = [...answered].map(([what, count]) => `${what} ${count}`).join(', ')
  say(`accepted ${accepted.length}, not read ${unread}, read otherwise than the first ${others}`)
  say(`answered: ${uses}`)
  const isUsed = accepted.length > 0 && answered.has('PUT corrections')
  const isWell = isUsed && unread === 0 && others === 0 && troubles === 0
  say(isWell ? 'all as it must be' : 'not as it must be')
  return isWell
}
