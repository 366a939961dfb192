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
  createBlobs,
  createCorrections,
  createDatabase,
  createJobs,
  createRetention,
} from '@invoice-ml/storage'
import { createApplyRetention } from './apply-retention.ts'
import type { GatewayConfig } from './config.ts'
import { loopbackOnly } from './loopback.ts'
import { createPlatformState } from './platform-state.ts'
import { recur } from './recur.ts'
import { addCorrectJob } from './routes/correct-job.ts'
import { addDeleteJob } from './routes/delete-job.ts'
import { addDescribeApi, referencePages } from './routes/describe-api.ts'
import { addExtract } from './routes/extract.ts'
import { addFollowJob } from './routes/follow-job.ts'
import { addListJobs } from './routes/list-jobs.ts'
import { addReadHealth } from './routes/read-health.ts'
import { addReadJob } from './routes/read-job.ts'
import { addReadPage } from './routes/read-page.ts'
import { addReadStats } from './routes/read-stats.ts'
import { addWelcome } from './routes/welcome.ts'

const drainMs = 10_000
const maxConnections = 10
// Requests, and what a crash left of them, are over by then.
const orphanAgeMs = 3_600_000
// Each turn looks at one of 1,024 folders: all of them within three hours.
const fileSweepMs = 10_000
const retentionMs = 60_000

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
  addExtract(app, {
    jobs,
    blobs,
    cache,
    signals,
    extractions,
    state,
    settings,
    logger,
    stopping: stopping.signal,
  })
  addReadJob(app, { jobs })
  addListJobs(app, { jobs })
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
  addDeleteJob(app, { jobs, blobs, cache, signals })
  addDescribeApi(app)
  refuseOtherMethods(app, [...operations, ...referencePages])
  app.use(unknownRoute)
  app.use(problemHandler(logger))
  const server = createServer(app, {
    host: settings.api.host,
    port: settings.api.port,
    maxFileBytes: settings.api.max_file_mb * 1_000_000,
  })

  const applyRetention = createApplyRetention({
    retention: createRetention(database),
    jobs,
    blobs,
    cache,
    signals,
    days: settings.retention,
    metrics,
    logger,
  })
  async function sweepFiles(): Promise<void> {
    await blobs.sweepUploads(orphanAgeMs)
    // Files older than every job are another database's, which may come back.
    const from = await jobs.oldest()
    if (!from) return
    const to = new Date(Date.now() - orphanAgeMs)
    const count = await blobs.sweepOrphans({ from, to }, jobs.existing)
    if (count > 0) logger.info('files without a job erased', { count })
  }

  const recurring = [
    recur(fileSweepMs, sweepFiles, (error) => logger.warn('files not swept', { error })),
    recur(retentionMs, applyRetention, (error) => logger.warn('retention not applied', { error })),
  ]
  return {
    start: async () => {
      await blobs.prepare()
      await database.ping()
      for (const { start } of recurring) start()
      await server.listen()
    },
    // Redis may be away: documents are accepted all the same.
    ready: () => database.ping(),
    stop: async () => {
      stopping.abort()
      await Promise.all(recurring.map(({ stop }) => stop()))
      await server.close(drainMs)
      await Promise.all([extractions.close(), renderings.close(), signals.close()])
      await Promise.all([redis, subscriber].map(closeConnection))
      await database.close()
    },
  }
}
