import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOf } from './process-start.ts'

type ProcessRecord = { name: string; pid: number; startedAt: string }
type Record = { owner: ProcessRecord; url: string; children: ProcessRecord[] }

export type RunState = {
  /** Remembers, or forgets, a process that must not outlive this run; at least until the next time when the disk is full. */
  note: (name: string, pid: number | undefined) => void
  release: () => void
}

type Listener = {
  /** Told the names of processes that a killed run had left behind. */
  onLeftover: (names: string[]) => void
  /** Told once why what runs could not be noted: when this run is killed, the next one does not know all of it. */
  onUnwritten: (error: unknown) => void
}

/** Said when another run holds the folder. */
export class AlreadyRunning extends Error {
  readonly url: string

  constructor(record: Record) {
    super(`The platform already runs here: process ${record.owner.pid}, ${record.url}`)
    this.url = record.url
  }
}

/**
 * Takes the folder for this run: one at a time. What a run that was killed has left behind is ended first.
 * @param file where the run is noted
 * @param url said to whoever tries to start a second one
 * @throws AlreadyRunning
 */
export async function takeRunState(
  file: string,
  url: string,
  { onLeftover, onUnwritten }: Listener,
): Promise<RunState> {
  mkdirSync(dirname(file), { recursive: true })
  const record: Record = { owner: describe('owner', process.pid), url, children: [] }
  const mine = `${file}.${process.pid}.${randomUUID()}`
  writeFileSync(mine, JSON.stringify(record))
  try {
    // A link appears whole or not at all, and never replaces: two starts at once cannot both succeed.
    while (!tryLink(mine, file)) await evictDeadRun(file, onLeftover)
  } finally {
    rmSync(mine)
  }

  let isComplete = true
  /** Whoever watches a process has to go on watching it, also while the disk is full. */
  function write(): void {
    try {
      writeFileSync(mine, JSON.stringify(record))
      renameSync(mine, file)
      isComplete = true
    } catch (error) {
      if (isComplete) onUnwritten(error)
      isComplete = false
    }
  }

  return {
    note(name, pid) {
      record.children = record.children.filter((child) => child.name !== name)
      if (pid !== undefined) record.children.push(describe(name, pid))
      write()
    },
    release() {
      for (const written of [mine, file]) rmSync(written, { force: true })
    },
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function evictDeadRun(file: string, onLeftover: (names: string[]) => void): Promise<void> {
  const text = readIfThere(file)
  if (text === undefined) return
  // Only this module writes the file, and always whole.
  const old = JSON.parse(text) as Record
  if (isAlive(old.owner)) throw new AlreadyRunning(old)
  const left = old.children.filter(isAlive)
  if (left.length > 0) onLeftover(left.map((child) => child.name))
  await Promise.all(left.map(end))
  removeIfStill(file, text)
}

/** Another start may have cleared up meanwhile too, and have taken the folder: its record stays. */
function removeIfStill(file: string, text: string): void {
  const taken = `${file}.${process.pid}.${randomUUID()}`
  try {
    renameSync(file, taken)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  if (readFileSync(taken, 'utf8') !== text) tryLink(taken, file)
  rmSync(taken)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function end(child: ProcessRecord): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
    if (!isAlive(child)) return
    process.kill(child.pid, signal)
    // PostgreSQL writes down what it holds; cut short, it would have to recover.
    const waitMs = signal === 'SIGINT' && child.name === 'postgres' ? 300_000 : 5_000
    for (let i = 0; i < waitMs / 100 && isAlive(child); i++) await sleep(100)
  }
}

function describe(name: string, pid: number): ProcessRecord {
  return { name, pid, startedAt: startOf(pid) ?? '' }
}

function isAlive({ pid, startedAt }: ProcessRecord): boolean {
  const start = startOf(pid)
  return start !== undefined && start === startedAt
}
