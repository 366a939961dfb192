import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigError, readConfig } from './config.ts'

const folder = testFolder()
const Environment = z.object({ DATABASE_URL: z.url() })
const complete = { ADMIN_PORT: '9100', DATABASE_URL: 'postgres://localhost/invoices' }

let files = 0

/** The path of a settings file with this text. */
function settingsFile(text: string): string {
  files += 1
  const path = join(folder, `settings-${files}.yaml`)
  writeFileSync(path, text)
  return path
}

function mistakesOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(Environment, env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes
    throw error
  }
}

test('what the file does not say has its default', () => {
  const env = { ...complete, INVOICE_SETTINGS: settingsFile('') }

  const { settings, DATABASE_URL, ADMIN_PORT } = readConfig(Environment, env)

  expect(settings.api.port).toBe(8000)
  expect(settings.api.confidence_threshold).toBe(0.85)
  expect(DATABASE_URL).toBe(complete.DATABASE_URL)
  expect(ADMIN_PORT).toBe(9100)
})

test('a section in which all is commented out has its defaults', () => {
  const file = settingsFile('api:\n  # port: 1\n  rate_limit:\nretraining:\n  floors:\nmonitoring:')

  const { settings } = readConfig(Environment, { ...complete, INVOICE_SETTINGS: file })

  expect([settings.api.port, settings.api.rate_limit.extract_per_minute]).toEqual([8000, 10])
  expect([settings.retraining.floors.montant_ttc, settings.monitoring.log_level]).toEqual([
    0.8,
    'info',
  ])
})

test('the environment goes before the file', () => {
  const env = {
    ...complete,
    INVOICE_SETTINGS: settingsFile('api: { confidence_threshold: 0.5 }'),
    INVOICE_API__CONFIDENCE_THRESHOLD: '0.9',
    INVOICE_API__FEEDBACK_LOOP__ENABLED: 'false',
    INVOICE_WORKER__OCR_LANGUAGES: '[eng]',
  }

  const { settings } = readConfig(Environment, env)

  expect(settings.api.confidence_threshold).toBe(0.9)
  expect(settings.api.feedback_loop.enabled).toBe(false)
  expect(settings.worker.ocr_languages).toEqual(['eng'])
})

test('a variable that is empty is one that is not set', () => {
  const WithTrainer = Environment.extend({ TRAINER_URL: z.url().optional() })
  const env = { ...complete, TRAINER_URL: '', INVOICE_SETTINGS: settingsFile('') }

  expect(readConfig(WithTrainer, env).TRAINER_URL).toBeUndefined()
})

test('a setting whose variable is empty is as the file says', () => {
  const env = {
    ...complete,
    INVOICE_SETTINGS: settingsFile('{ retention: { file_days: 30 } }'),
    INVOICE_RETENTION__FILE_DAYS: '',
  }

  expect(readConfig(Environment, env).settings.retention.file_days).toBe(30)
})

test('a secret may lie in a file that the environment names', () => {
  const secret = join(folder, 'database_url')
  writeFileSync(secret, 'postgres://secret@localhost/invoices\n')
  const env = {
    ADMIN_PORT: '9100',
    DATABASE_URL_FILE: secret,
    INVOICE_SETTINGS: settingsFile(''),
  }

  const { DATABASE_URL } = readConfig(Environment, env)

  expect(DATABASE_URL).toBe('postgres://secret@localhost/invoices')
})

test('a secret whose file is empty is one that is not set', () => {
  const WithToken = Environment.extend({ TOKEN: z.string().min(1).optional() })
  const secret = join(folder, 'token')
  writeFileSync(secret, '\n')
  const env = { ...complete, TOKEN_FILE: secret, INVOICE_SETTINGS: settingsFile('') }

  expect(readConfig(WithToken, env).TOKEN).toBeUndefined()
})

test('a file that is not there is a mistake with its name', () => {
  const env = {
    ADMIN_PORT: '9100',
    DATABASE_URL_FILE: '/nowhere/database_url',
    INVOICE_SETTINGS: settingsFile(''),
  }

  expect(mistakesOf(env).join()).toMatch(/DATABASE_URL_FILE.*\/nowhere\/database_url/)
})

test('a key that nobody knows is a mistake, since it is a misspelt one', () => {
  const path = settingsFile('api: { confidence_treshold: 0.9 }')

  const mistakes = mistakesOf({ ...complete, INVOICE_SETTINGS: path })

  expect(mistakes).toEqual([expect.stringContaining('confidence_treshold')])
})

test('a variable that is empty is one that is not set, for every service', () => {
  const env = { ...complete, ADMIN_HOST: '', STOP_TIMEOUT_MS: '', LOG_DIR: '' }

  const config = readConfig(Environment, { ...env, INVOICE_SETTINGS: settingsFile('') })

  expect(config).toMatchObject({
    ADMIN_HOST: '127.0.0.1',
    STOP_TIMEOUT_MS: 30_000,
    LOG_DIR: 'logs',
  })
})

test('every mistake is told at once', () => {
  const path = settingsFile('api: { port: eighty, max_pages: 0 }')

  const mistakes = mistakesOf({ INVOICE_SETTINGS: path, INVOICE_API__PORT__SUB: '1' })

  const all = mistakes.join('\n')
  for (const name of ['api.port', 'api.max_pages', 'DATABASE_URL', 'ADMIN_PORT', 'PORT__SUB'])
    expect(all).toContain(name)
})

test('a file that is not there is named', () => {
  const path = join(folder, 'none.yaml')

  const mistakes = mistakesOf({ ...complete, INVOICE_SETTINGS: path })

  expect(mistakes).toEqual([`settings file ${path} does not exist`])
})

test('a file that is no YAML is named', () => {
  const path = settingsFile('api: {')

  const mistakes = mistakesOf({ ...complete, INVOICE_SETTINGS: path })

  expect(mistakes).toEqual([expect.stringContaining(path)])
})
