import { extractionQueue, operations, renderingQueue } from '@invoice-ml/contracts'
import {
  createApp,
  createServer,
  problemHandler,
  refuseOtherMethods,
  unknownRoute,
} from '@invoice-ml/http'
import {
  closeConnection,
  createProducer,
  createProducerConnection,
  createReadingCache,
  createSignals,
  createWorkerConnection,
  createWorkerRegistry,
} from '@invoice-ml/queue'
import { type Context, createLogger, readingSettings, type Service } from '@invoice-ml/runtime'
import {
  createBatches,
  createBlobs,
  createCorrections,
  createDatabase,
  createJobs,
} from '@invoice-ml/storage'
import type { GatewayConfig } from './config.ts'
import { loopbackOnly } from './loopback.ts'
import { createPlatformState } from './platform-state.ts'
import { addCorrectJob } from './routes/correct-job.ts'
import { addDeleteJob } from './routes/delete-job.ts'
import { addDescribeApi, referencePages } from './routes/describe-api.ts'
import { addExportJob } from './routes/export-job.ts'
import { addExportJobs } from './routes/export-jobs.ts'
import { addExtract } from './routes/extract.ts'
import { addFollowJob } from './routes/follow-job.ts'
import { addListJobs } from './routes/list-jobs.ts'
import { addReadBatch } from './routes/read-batch.ts'
import { addReadHealth } from './routes/read-health.ts'
import { addReadJob } from './routes/read-job.ts'
import { addReadPage } from './routes/read-page.ts'
import { addReadStats } from './routes/read-stats.ts'
import { addSubmitBatch } from './routes/submit-batch.ts'
import { addWelcome } from './routes/welcome.ts'

const drainMs = 10_000
const maxConnections = 10
// Requests, and what a crash left of them, are over by then.
const orphanAgeMs = 3_600_000
// Who sent it has had the time to look at what became of it.
const emptyBatchAgeMs = 24 * 3_600_000
const batchSweepMs = 3_600_000
// Each turn looks at one of 1,024 folders: all of them within three hours.
const fileSweepMs = 10_000

/** The public door: takes documents, serves results. All state is in PostgreSQL, Redis and the folder of files. */
export function createGateway({ config, logger, metrics }: Context<GatewayConfig>): Service {
  const { settings } = config
  const database = createDatabase(config.DATABASE_URL, {
    maxConnections,
    onConnectionLost: (error) => logger.warn('postgres away', { error: error.message }),
  })
  const redis = createProducerConnection({ url: config.REDIS_URL, logger })
  const subscriber = createWorkerConnection({ url: config.REDIS_URL, logger })
  const jobs = createJobs(database)
  const batches = createBatches(database)
  const blobs = createBlobs(config.BLOB_DIR)
  const extractions = createProducer(extractionQueue, redis)
  const renderings = createProducer(renderingQueue, redis)
  const signals = createSignals(redis, subscriber)
  const cache = createReadingCache(redis, {
    ttlHours: settings.cache.ttl_hours,
    maxEntries: settings.cache.max_entries,
    readWith: readingSettings(settings),
  })
  const state = createPlatformState(createWorkerRegistry(redis), jobs, {
    modelDir: config.MODEL_DIR,
    logger,
  })
  const stopping = new AbortController()

  const accessLog = createLogger({
    service: 'gateway',
    level: settings.monitoring.log_level,
    dir: config.LOG_DIR,
    file: 'api.log',
  })
  const app = createApp({ logger: accessLog, metrics })
  app.use(loopbackOnly)
  addWelcome(app)
  addReadHealth(app, { database, redis, state, blobDir: config.BLOB_DIR })
  addReadStats(app, { jobs, state })
  const submitting = {
    jobs,
    blobs,
    cache,
    signals,
    extractions,
    state,
    settings,
    logger,
    stopping: stopping.signal,
  }
  addExtract(app, submitting)
  addSubmitBatch(app, { ...submitting, batches })
  addReadBatch(app, { batches })
  addReadJob(app, { jobs })
  addListJobs(app, { jobs })
  addExportJob(app, { jobs, blobs })
  addExportJobs(app, { jobs, blobs })
  addFollowJob(app, { jobs, signals, stopping: stopping.signal })
  addReadPage(app, { jobs, blobs, signals, renderings })
  addCorrectJob(app, {
    jobs,
    blobs,
    corrections: createCorrections(database),
    cache,
    signals,
    logger,
  })
  addDeleteJob(app, { jobs, blobs, cache, signals, state })
  addDescribeApi(app)
  refuseOtherMethods(app, [...operations, ...referencePages])
  app.use(unknownRoute)
  app.use(problemHandler(logger))
  const server = createServer(app, {
    host: settings.api.host,
    port: settings.api.port,
    maxBodyBytes: Math.max(settings.api.max_file_mb, settings.api.max_batch_mb) * 1_000_000,
  })

  let fileSweep: NodeJS.Timeout | undefined
  let batchesSweptAt = 0
  async function sweep(): Promise<void> {
    if (Date.now() - batchesSweptAt > batchSweepMs) {
      batchesSweptAt = Date.now()
      await batches.removeEmpty(emptyBatchAgeMs)
    }
    await blobs.sweepUploads(orphanAgeMs)
    // Files older than every job are another database's, which may come back.
    const from = await jobs.oldest()
    if (!from) return
    const to = new Date(Date.now() - orphanAgeMs)
    const count = await blobs.sweepOrphans({ from, to }, jobs.existing)
    if (count > 0) logger.info('files without a job erased', { count })
  }

  return {
    start: async () => {
      await blobs.prepare()
      await database.ping()
      fileSweep = setInterval(() => {
        sweep().catch((error: unknown) => logger.warn('not swept', { error }))
      }, fileSweepMs)
      await server.listen()
    },
    // Redis may be away: documents are accepted all the same.
    ready: () => database.ping(),
    stop: async () => {
      clearInterval(fileSweep)
      stopping.abort()
      await server.close(drainMs)
      await Promise.all([extractions.close(), renderings.close(), signals.close()])
      await Promise.all([redis, subscriber].map(closeConnection))
      await database.close()
    },
  }
}
