import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { testFolder } from '@invoice-ml/testing'
import { afterEach, expect, test } from 'vitest'
import { createLogLevel, followLogLevel } from './log-level.ts'
import { createLogger } from './logger.ts'

const dir = testFolder()
const settings = join(dir, 'settings.yaml')
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function write(level: string): void {
  writeFileSync(settings, `monitoring: { log_level: ${level} }\n`)
}

function follow(env: NodeJS.ProcessEnv = {}) {
  const level = createLogLevel('info')
  const logger = createLogger({ service: 'test', level, dir, file: 'system.log' })
  stops.push(
    followLogLevel(level, { env: { INVOICE_SETTINGS: settings, ...env }, logger, everyMs: 20 }),
  )
  return { level, logger }
}

/** Writes again and again, since the first look only remembers what the file is like, and nothing tells of it. */
async function writeUntil(level: string, condition: () => boolean): Promise<void> {
  while (!condition()) {
    write(level)
    await sleep(10)
  }
}

const log = join(dir, 'system.log')
/** There is no file before the first line. */
const logged = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')

test('a level that is changed in the settings file holds without a restart', async () => {
  write('info')
  const { level, logger } = follow()
  logger.debug('unheard before')

  await writeUntil('debug', () => level.current() === 'debug')

  logger.child({ jobId: 'job_1' }).debug('heard after')
  expect(logged()).toContain('heard after')
  expect(logged()).not.toContain('unheard before')
})

test('a mistake in the file is told and changes nothing', async () => {
  write('info')
  const { level } = follow()

  await writeUntil('loud', () => logged().includes('settings have mistakes'))

  expect(level.current()).toBe('info')
})
