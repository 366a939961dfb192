import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Problem, type Reading, Reading as ReadingSchema, scopes } from '@invoice-ml/contracts'
import {
  closeConnection,
  createReadingCache,
  createSignals,
  createWorkerConnection,
  createWorkerRegistry,
  type WorkerRegistry,
} from '@invoice-ml/queue'
import {
  createLogger,
  createLogLevel,
  createMetrics,
  readingVersion,
  readSettings,
  type Service,
  untraced,
} from '@invoice-ml/runtime'
import {
  createApiKeys,
  createJobs,
  type Database,
  type NewKey,
  optionsDigest,
} from '@invoice-ml/storage'
import { type TestDatabase, testDatabase, testRedis } from '@invoice-ml/testing'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll } from 'vitest'
import { createGateway } from './gateway.ts'

export type TestGateway = {
  /** As fetch, from the root of the gateway. */
  ask: (path: string, init?: RequestInit) => Promise<Response>
  port: () => number
  /** What a worker does at the end of a job. */
  complete: (jobId: string, reading: Reading) => Promise<void>
  fail: (jobId: string, problem: Problem) => Promise<void>
  /** As from the terminal. Returns the key itself. */
  createKey: (key: Partial<NewKey>) => Promise<string>
  /** Everything that lies in the folder of files. */
  files: () => Promise<string[]>
  database: () => Database
  /** Where models lie. */
  modelDir: string
  /** Which workers are there, for those who stand for one. */
  registry: WorkerRegistry
  losePostgres: () => Promise<void>
  /** Breaks the connections over which hints of changes are heard; they come back. */
  loseSignals: () => Promise<void>
}

export type TestGatewayOptions = {
  settings?: Record<string, string>
  environment?: { DATABASE_URL?: string; REDIS_URL?: string; TRAINER_URL?: string }
}

/** A gateway on a free port, with a database, a Redis and a folder of its own, stopped after the test file. */
export function testGateway({ settings = {}, environment = {} }: TestGatewayOptions = {}) {
  const database = testDatabase()
  const redis = testRedis()
  let running: (TestGateway & { stop: () => Promise<void> }) | undefined
  beforeAll(async () => {
    const urls = { DATABASE_URL: database.url(), REDIS_URL: redis.url(), ...environment }
    running = await start(urls, settings, database)
  })
  afterAll(async () => {
    await running?.stop()
  })
  return (): TestGateway => {
    if (!running) throw new Error('The gateway is there from beforeAll on')
    return running
  }
}

type Urls = { DATABASE_URL: string; REDIS_URL: string; TRAINER_URL?: string }

async function start(urls: Urls, variables: Record<string, string>, database: TestDatabase) {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'))
  const [port, adminPort] = [await freePort(), await freePort()]
  const logger = createLogger({
    service: 'gateway',
    level: 'error',
    dir: folder,
    file: 'system.log',
  })
  const environment = { ...variables, INVOICE_API__PORT: String(port) }
  const config = {
    ...urls,
    BLOB_DIR: join(folder, 'blobs'),
    MODEL_DIR: join(folder, 'models'),
    ADMIN_PORT: adminPort,
    ADMIN_HOST: '127.0.0.1',
    LOG_DIR: folder,
    STOP_TIMEOUT_MS: 5_000,
    settings: readSettings({
      ...environment,
      INVOICE_MONITORING__LOG_LEVEL: 'error',
      INVOICE_SETTINGS: join(import.meta.dirname, '../../../config/settings.yaml'),
    }),
  }
  const gateway: Service = createGateway({
    config,
    logger,
    metrics: createMetrics('gateway'),
    logLevel: createLogLevel('error'),
    tracer: untraced,
  })
  await gateway.start()

  const redis = { url: urls.REDIS_URL, logger }
  const [producer, subscriber] = [createWorkerConnection(redis), createWorkerConnection(redis)]
  const signals = createSignals(producer, subscriber)
  const cache = createReadingCache(producer, {
    ttlHours: 1,
    maxEntries: 100,
    readWith: readingVersion(config.settings),
  })
  const jobs = createJobs(database.get())

  const claimed = async (jobId: string) => {
    const claim = { id: jobId, token: 'test' }
    const outcome = await jobs.claim(claim, 60_000)
    if (outcome.outcome !== 'claimed') throw new Error(`${jobId}: ${outcome.outcome}`)
    return { claim, job: outcome.job }
  }
  return {
    ask: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init),
    port: () => port,
    complete: async (jobId: string, reading: Reading) => {
      const { claim, job } = await claimed(jobId)
      const { md5, sha256, options } = job
      const key = { md5, sha256, optionsDigest: optionsDigest(options) }
      await cache.put({ ...key, modelVersion: reading.model_version }, reading)
      await jobs.complete(claim, { reading, cached: false })
      await signals.jobChanged(jobId)
    },
    fail: async (jobId: string, problem: Problem) => {
      const { claim } = await claimed(jobId)
      await jobs.fail(claim, problem)
      await signals.jobChanged(jobId)
    },
    createKey: async (key: Partial<NewKey>) => {
      const wanted = { name: 'test', scopes: [...scopes], ...key }
      return (await createApiKeys(database.get()).create(wanted)).text
    },
    files: () => filesIn(config.BLOB_DIR),
    database: database.get,
    modelDir: config.MODEL_DIR,
    registry: createWorkerRegistry(producer),
    losePostgres: database.lose,
    loseSignals: async () => {
      const { db = 0 } = producer.redis.options
      const clients = String(await producer.redis.client('LIST', 'TYPE', 'PUBSUB')).split('\n')
      for (const client of clients.filter((line) => line.includes(` db=${db} `))) {
        const [, id = ''] = /^id=(\d+)/.exec(client) ?? []
        await producer.redis.client('KILL', 'ID', id)
      }
    },
    stop: async () => {
      await gateway.stop()
      await signals.close()
      await Promise.all([producer, subscriber].map(closeConnection))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

let documents = 0

/** A request with a file that no other request has. */
export function upload(parts: Record<string, string> = {}, file = newPdf()): FormData {
  const form = new FormData()
  form.set('file', file, 'facture d’été.pdf')
  for (const [name, value] of Object.entries(parts)) form.set(name, value)
  return form
}

/** Bytes that begin as a PDF does, and are different each time. */
export function newPdf(): Blob {
  documents += 1
  return new Blob([`%PDF-1.7\n% ${process.pid} ${Date.now()} ${documents}\n%%EOF`])
}

/** What a worker without a model reads in a document with one field. */
export function aReading(number = 'F-2026-001'): Reading {
  return ReadingSchema.parse({
    fields: [
      {
        label: 'numero_facture',
        value: number,
        confidence: 0.9,
        page: 1,
        bbox: { x: 0.1, y: 0.1, width: 0.2, height: 0.02 },
        raw: number,
        source: 'text_layer',
        checks: [],
      },
    ],
    lines: [],
    vat_breakdown: [],
    missing_fields: ['montant_ttc'],
    checks: [],
    overall_confidence: 0.5,
    needs_review: true,
    review_reasons: ['montant_ttc was not found'],
    kind: 'invoice',
    language: 'fr',
    currency: 'EUR',
    pages: 1,
    rendering: 'digital',
    model_version: 'words-only',
  })
}

/** One that has all that an electronic invoice wants. */
export function aCompleteReading(): Reading {
  const values = {
    numero_facture: 'F-2026-001',
    date_facture: '2026-01-15',
    date_echeance: '2026-02-14',
    montant_ht: '1000.00 EUR',
    montant_tva: '200.00 EUR',
    montant_ttc: '1200.00 EUR',
    taux_tva: '20.00',
    fournisseur_nom: 'ACME SARL',
    fournisseur_siren: '732829320',
    client_nom: 'Client SAS',
  }
  const [field] = aReading().fields
  return ReadingSchema.parse({
    ...aReading(),
    fields: Object.entries(values).map(([label, value]) => ({ ...field, label, value })),
    lines: [{ description: 'Porte', amount: '1000.00', confidence: 0.9 }],
    vat_breakdown: [{ rate: '20.00', base: '1000.00', amount: '200.00' }],
  })
}
