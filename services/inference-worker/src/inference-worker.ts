import { join } from 'node:path'
import { createId, extractionQueue, renderingQueue } from '@invoice-ml/contracts'
import {
  closeConnection,
  createProducer,
  createProducerConnection,
  createQueueMetrics,
  createReadingCache,
  createSignals,
  createSweep,
  createWorker,
  createWorkerConnection,
  createWorkerRegistry,
  watchDepth,
  whenReady,
} from '@invoice-ml/queue'
import { type Context, readingSettings, type Service, type Settings } from '@invoice-ml/runtime'
import { createBlobs, createCorrections, createDatabase, createJobs } from '@invoice-ml/storage'
import { announceWorker } from './announce-worker.ts'
import { concurrencyOf, type InferenceWorkerConfig } from './config.ts'
import { readCurrentModel } from './current-model.ts'
import { drawPage } from './draw-page.ts'
import { processJob } from './process-job.ts'
import { readCalibration } from './read-calibration.ts'
import { createReadDocument } from './read-document.ts'
import { createReaderPool } from './reader-pool.ts'
import { startReader } from './reader-process.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

const startTimeoutMs = 60_000
const redisTimeoutMs = 20_000

/** Reads the documents of the extraction queue, and draws pages. */
export function createInferenceWorker(context: Context<InferenceWorkerConfig>): Service {
  const { config, logger, tracer } = context
  const { settings } = config
  const concurrency = concurrencyOf(settings.worker.concurrency)
  const database = createDatabase(config.DATABASE_URL, {
    onConnectionLost: (error) => logger.warn('postgres away', { error: error.message }),
  })
  const redis = { url: config.REDIS_URL, logger }
  const [producers, workers, subscriber] = [
    createProducerConnection(redis),
    createWorkerConnection(redis),
    createWorkerConnection(redis),
  ]
  const jobs = createJobs(database)
  const blobs = createBlobs(config.BLOB_DIR)
  const extractions = createProducer(extractionQueue, producers)
  const signals = createSignals(producers, subscriber)
  const metrics = createWorkerMetrics(context.metrics)
  const registry = createWorkerRegistry(producers)

  const pool = createReaderPool({
    size: concurrency,
    maxPages: settings.worker.reader_max_pages,
    start: async () => {
      const model = await readCurrentModel(config.MODEL_DIR, logger)
      const reader = await startReader({
        modulePath: join(import.meta.dirname, 'reader.ts'),
        env: {
          ...readerEnvironment(process.env),
          MODEL_PATH: model.path,
          EXECUTION_PROVIDERS: settings.worker.execution_providers.join(','),
          OCR_LANGUAGES: settings.worker.ocr_languages.join(','),
          ORT_THREADS: '1',
        },
        memoryBytes: settings.worker.reader_memory_mb * 1_000_000,
        startTimeoutMs,
        onNotice: (message, facts) => logger.info(message, facts),
      })
      const calibration = await readCalibration(model.path)
      metrics.serving({
        ...reader.info,
        name: model.name,
        confidences: calibration?.confidences,
      })
      logger.info('reader started', { ...reader.info })
      return reader
    },
    onStartFailure: (error) => logger.error('reader could not be started', { error }),
  })
  const modelVersion = () => pool.info()?.modelVersion ?? 'words-only'
  const readDocument = createReadDocument({
    pool,
    blobs,
    corrections: createCorrections(database),
    settings,
    metrics,
    tracer,
  })
  const cache = createReadingCache(producers, {
    ttlHours: settings.cache.ttl_hours,
    maxEntries: settings.cache.max_entries,
    readWith: readingSettings(settings),
  })

  const queueMetrics = createQueueMetrics(context.metrics)
  const shared = { connection: workers, logger, metrics: queueMetrics }
  const extractionWorker = createWorker({
    ...shared,
    queue: { ...extractionQueue, timeoutMs: longestReadingMs(settings) },
    concurrency,
    handler: processJob({
      jobs,
      blobs,
      cache,
      signals,
      readDocument,
      modelVersion,
      metrics,
      tracer,
    }),
  })
  const renderingWorker = createWorker({
    ...shared,
    queue: renderingQueue,
    concurrency: 1,
    handler: drawPage({ jobs, blobs, pool, signals, settings }),
  })
  const sweep = createSweep({
    connection: producers,
    take: jobs.takeStranded,
    takeAllAgain: jobs.strandAll,
    add: (rows) =>
      extractions.addMany(
        rows.map(({ id, requestId, priority }) => ({
          payload: { jobId: id, requestId },
          priority,
        })),
      ),
    logger,
  })
  const stopWatching = watchDepth([extractionQueue, renderingQueue], producers, context.metrics)

  const id = createId('worker')
  let leave = async () => {}
  return {
    start: async () => {
      await blobs.prepare()
      await pool.start()
      await whenReady(workers, redisTimeoutMs)
      extractionWorker.start()
      renderingWorker.start()
      sweep.start()
      const presence = () => ({
        id,
        concurrency,
        modelVersion: modelVersion(),
        provider: pool.info()?.provider,
      })
      leave = announceWorker(registry, presence, logger)
    },
    ready: async () => {
      if (!pool.isServing()) throw new Error('no reader is ready')
      if (!extractionWorker.isRunning() || !renderingWorker.isRunning())
        throw new Error('a queue is not worked on')
      await Promise.all([database.ping(), producers.redis.ping()])
    },
    stop: async () => {
      await leave()
      await sweep.stop()
      await Promise.all([extractionWorker.stop(), renderingWorker.stop()])
      await pool.close()
      await stopWatching()
      await extractions.close()
      await signals.close()
      await Promise.all([producers, workers, subscriber].map(closeConnection))
      await database.close()
    },
  }
}

// For a free reader, the stores, and a reader that was lost.
const reserveMs = 300_000

/** More than the longest document may take, so that its reader's deadline ends it and not the queue's. */
function longestReadingMs({ api, worker }: Settings): number {
  const seconds = worker.document_timeout_seconds + api.max_pages * worker.page_timeout_seconds
  // Longer timers end at once.
  return Math.min(2 * seconds * 1_000 + reserveMs, 2_147_483_647)
}

/** The environment without addresses and secrets: what reads untrusted files knows none of them. */
function readerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES } = env
  return { PATH, HOME, LANG, TZ, LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES }
}
