import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeRunState } from './run-state.ts'

let dir: string
let file: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'invoice-ml-state-'))
  file = join(dir, 'run.json')
})
afterEach(() => rmSync(dir, { recursive: true }))

const unexpected = {
  onLeftover: (names: string[]) => {
    throw new Error(`left behind: ${names}`)
  },
  onUnwritten: (error: unknown) => {
    throw error
  },
}

test('a second run in the same folder is refused and told where the first is', async () => {
  await takeRunState(file, 'http://127.0.0.1:8000', unexpected)

  const second = takeRunState(file, 'http://127.0.0.1:8010', unexpected)

  await expect(second).rejects.toThrow('http://127.0.0.1:8000')
})

test('a folder that was released can be taken again', async () => {
  const first = await takeRunState(file, 'http://127.0.0.1:8000', unexpected)
  first.release()

  const second = await takeRunState(file, 'http://127.0.0.1:8010', unexpected)

  expect(second).toBeDefined()
})

test('what a killed run has left behind is ended', async () => {
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const state = await takeRunState(file, 'http://127.0.0.1:8000', unexpected)
  state.note('worker', orphan.pid)
  const noted = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(
    file,
    JSON.stringify({ ...noted, owner: { ...noted.owner, startedAt: 'long ago' } }),
  )
  const ended = once(orphan, 'exit')
  const left: string[] = []

  await takeRunState(file, 'http://127.0.0.1:8010', {
    ...unexpected,
    onLeftover: (names) => left.push(...names),
  })

  await ended
  expect(left).toEqual(['worker'])
})

test('of two starts after a killed run, which both find what it has left, one takes the folder', async () => {
  const orphan = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM', () => setTimeout(() => process.exit(), 300)); setInterval(() => {}, 1000)",
  ])
  const state = await takeRunState(file, 'http://127.0.0.1:8000', unexpected)
  state.note('worker', orphan.pid)
  const noted = JSON.parse(readFileSync(file, 'utf8'))
  const gone = { ...noted, owner: { ...noted.owner, startedAt: 'long ago' } }
  writeFileSync(file, JSON.stringify(gone))

  const starts = await Promise.allSettled(
    ['8010', '8020'].map((port) =>
      takeRunState(file, `http://127.0.0.1:${port}`, { ...unexpected, onLeftover: () => {} }),
    ),
  )

  expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('what cannot be written is told once, and is noted with the next that can', async () => {
  const troubles: unknown[] = []
  const state = await takeRunState(file, 'http://127.0.0.1:8000', {
    ...unexpected,
    onUnwritten: (error) => troubles.push(error),
  })
  rmSync(dir, { recursive: true })

  state.note('redis', process.pid)
  state.note('worker', process.pid)
  mkdirSync(dir)
  state.note('gateway', process.pid)

  const { children } = JSON.parse(readFileSync(file, 'utf8'))
  const names = children.map(({ name }: { name: string }) => name)
  expect(troubles).toEqual([expect.objectContaining({ code: 'ENOENT' })])
  expect(names).toEqual(['redis', 'worker', 'gateway'])
})
