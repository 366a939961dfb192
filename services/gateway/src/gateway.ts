import { extractionQueue, facturxQueue, operations, renderingQueue } from '@invoice-ml/contracts'
import {
  admit,
  createApp,
  createServer,
  createSlots,
  createUploadSlots,
  longestRequestMs,
  problemHandler,
  refuseOtherMethods,
  unknownRoute,
} from '@invoice-ml/http'
import {
  closeConnection,
  createProducer,
  createProducerConnection,
  createRateCounter,
  createReadingCache,
  createSignals,
  createWorkerConnection,
  createWorkerRegistry,
} from '@invoice-ml/queue'
import { createReviewMetrics } from '@invoice-ml/review'
import {
  type Context,
  createExtractionMetrics,
  createLogger,
  readingVersion,
  recur,
  type Service,
} from '@invoice-ml/runtime'
import {
  chooseBlobs,
  createApiKeys,
  createAuditTrail,
  createBatches,
  createCorrections,
  createDatabase,
  createDeliveries,
  createDeployments,
  createJobs,
  createRetention,
  createReviewRequests,
  createTrainings,
  createUptime,
  createUsedKeys,
  createWebhooks,
  readSupplierQuality,
} from '@invoice-ml/storage'
import { createApplyRetention } from './apply-retention.ts'
import type { GatewayConfig } from './config.ts'
import { readDisk } from './disk.ts'
import { createEventStreams } from './event-stream.ts'
import { createGate } from './gate.ts'
import { readPlatformHealth } from './health.ts'
import { beatMs, createHeartbeat, gapSeconds } from './heartbeat.ts'
import { watchPlatform } from './platform-metrics.ts'
import { createPlatformState } from './platform-state.ts'
import { remember } from './remember.ts'
import { addCorrectJob } from './routes/correct-job.ts'
import { addDeleteJob } from './routes/delete-job.ts'
import { addDescribeApi, referencePages } from './routes/describe-api.ts'
import { addExportJob } from './routes/export-job.ts'
import { addExportJobs } from './routes/export-jobs.ts'
import { addExtract } from './routes/extract.ts'
import { addFollowJob } from './routes/follow-job.ts'
import { addFollowJobs } from './routes/follow-jobs.ts'
import { addListAudit } from './routes/list-audit.ts'
import { addListJobs } from './routes/list-jobs.ts'
import { addManageApiKeys } from './routes/manage-api-keys.ts'
import { addManageDeliveries } from './routes/manage-deliveries.ts'
import { addManageModels } from './routes/manage-models.ts'
import { addManageTrainings } from './routes/manage-trainings.ts'
import { addManageWebhooks } from './routes/manage-webhooks.ts'
import { addReadBatch } from './routes/read-batch.ts'
import { addReadCalibration } from './routes/read-calibration.ts'
import { addReadCaller } from './routes/read-caller.ts'
import { addReadHealth } from './routes/read-health.ts'
import { addReadHistory } from './routes/read-history.ts'
import { addReadJob } from './routes/read-job.ts'
import { addReadPage } from './routes/read-page.ts'
import { addReadStats } from './routes/read-stats.ts'
import { addReadSuppliers } from './routes/read-suppliers.ts'
import { addReadWords } from './routes/read-words.ts'
import { addReviewJob } from './routes/review-job.ts'
import { addSubmitBatch } from './routes/submit-batch.ts'
import { addWelcome } from './routes/welcome.ts'
import { watchStore } from './watch-store.ts'
import { createAddressGuard } from './webhooks/address-guard.ts'
import { createWebhookSender } from './webhooks/webhook-sender.ts'

const drainMs = 10_000
const maxConnections = 10
// Each holds up to twice api.max_batch_mb of the disk.
const maxParallelBatches = 8
// Who sent it has had the time to look at what became of it.
const emptyBatchAgeMs = 24 * 3_600_000
const batchSweepMs = 3_600_000
// Each turn looks at one of 1,024 folders: all of them within three hours.
const fileSweepMs = 10_000
const trailSweepMs = 3_600_000
// What is left over has its turn the next time.
const trailBatch = 5_000
const maxTrailBatches = 100
const retentionMs = 60_000
const uptimeKeepDays = 90
const healthFreshMs = 500
const storeFreshMs = 5_000
const suppliersFreshMs = 60_000

/** The public door: takes documents, serves results. All state is in PostgreSQL, Redis and the folder of files. */
export function createGateway(context: Context<GatewayConfig>): Service {
  const { config, logger, metrics, logLevel, tracer } = context
  const { settings } = config
  const database = createDatabase(config.DATABASE_URL, {
    maxConnections,
    onConnectionLost: (error) => logger.warn('postgres away', { error: error.message }),
  })
  const redis = createProducerConnection({ url: config.REDIS_URL, logger })
  const subscriber = createWorkerConnection({ url: config.REDIS_URL, logger })
  const workers = createWorkerConnection({ url: config.REDIS_URL, logger })
  const jobs = createJobs(database)
  const batches = createBatches(database)
  const trainings = createTrainings(database)
  const blobs = chooseBlobs(config)
  const extractions = createProducer(extractionQueue, redis)
  const renderings = createProducer(renderingQueue, redis)
  const facturx = createProducer(facturxQueue, redis)
  const signals = createSignals(redis, subscriber)
  const cache = createReadingCache(redis, {
    ttlHours: settings.cache.ttl_hours,
    maxEntries: settings.cache.max_entries,
    readWith: readingVersion(settings),
  })
  const registry = createWorkerRegistry(redis)
  const modelDir = config.MODEL_DIR
  // A store of objects counts each question.
  const checkStore =
    blobs.checkStore && remember(storeFreshMs, watchStore(blobs.checkStore, logger))
  const disk = () => readDisk(config.BLOB_DIR)
  const extractionMetrics = createExtractionMetrics(metrics)
  const state = createPlatformState(registry, jobs, createDeployments(database), {
    modelDir,
    logger,
  })
  const keys = createApiKeys(database)
  const trail = createAuditTrail(database, {
    onTrouble: (error, lostReads) => logger.error('audit trail not written', { error, lostReads }),
  })
  const gate = createGate({
    keys,
    counter: createRateCounter(redis, { logger }),
    limits: settings.api.rate_limit,
    logger,
  })
  const stopping = new AbortController()
  const webhooks = createWebhooks(database)
  const deliveries = createDeliveries(database)
  const guard = createAddressGuard({
    allowedNetworks: settings.webhooks.allowed_networks,
    allowedHosts: settings.webhooks.allowed_hosts,
  })
  const sender = createWebhookSender({
    deliveries,
    webhooks,
    jobs,
    guard,
    settings: settings.webhooks,
    connections: { producers: redis, workers },
    stopping: stopping.signal,
    logger,
    metrics,
    tracer,
  })

  const accessLog = createLogger({
    service: 'gateway',
    level: logLevel,
    dir: config.LOG_DIR,
    file: 'api.log',
  })
  const app = createApp({
    logger: accessLog,
    metrics,
    tracer,
    guards: { gate, trail },
    trustedProxies: settings.api.trusted_proxies,
  })
  addWelcome(app)
  // Anybody may ask, without a key and without a limit: the parts are asked at most this often.
  const health = remember(healthFreshMs, () =>
    readPlatformHealth({ database, redis, state, disk, checkStore }),
  )
  watchPlatform(metrics, { database, redis, registry, disk, health, checkStore })
  addReadHealth(app, health)
  const uptime = createUptime(database, { gapSeconds, keepDays: uptimeKeepDays })
  const hasTrainer = config.TRAINER_URL !== undefined
  const { enabled: trains, min_new_annotations: trainsAfter } = settings.retraining
  addReadStats(app, {
    jobs,
    trainings,
    uptime,
    state,
    trainsAfter: hasTrainer && trains ? trainsAfter : undefined,
  })
  addReadHistory(app, { jobs })
  addReadCaller(app, { keys })
  const submitting = {
    disk,
    jobs,
    blobs,
    cache,
    signals,
    extractions,
    state,
    uploads: createUploadSlots(settings.api.max_parallel_uploads),
    usedKeys: createUsedKeys(database),
    webhooks,
    guard,
    settings,
    metrics: extractionMetrics,
    logger,
    stopping: stopping.signal,
  }
  addExtract(app, submitting)
  addSubmitBatch(app, {
    ...submitting,
    batches,
    uploads: createUploadSlots(maxParallelBatches),
  })
  addReadBatch(app, { batches })
  addReadJob(app, { jobs })
  addListJobs(app, { jobs })
  const exports = createSlots(settings.api.max_parallel_exports, {
    busyWith: 'exports are being written',
    retryAfterSeconds: 5,
  })
  addExportJob(app, { jobs, blobs, signals, facturx, exports })
  addExportJobs(app, { jobs, blobs, exports })
  const streams = createEventStreams({
    slots: createSlots(settings.api.max_event_streams, {
      busyWith: 'streams of events are open',
      retryAfterSeconds: 15,
    }),
    stopping: stopping.signal,
    logger,
  })
  addFollowJob(app, { jobs, signals, streams })
  addFollowJobs(app, { jobs, signals, subscriber, streams })
  addReadPage(app, { jobs, blobs, signals, renderings })
  addReadWords(app, { jobs, blobs })
  const corrections = createCorrections(database)
  addReadCalibration(app, { corrections })
  addReadSuppliers(app, {
    suppliers: remember(suppliersFreshMs, () => readSupplierQuality(database)),
  })
  addCorrectJob(app, {
    jobs,
    blobs,
    corrections,
    cache,
    signals,
    reviewMetrics: createReviewMetrics(metrics),
    modelDir,
    logger,
  })
  addReviewJob(app, {
    jobs,
    reviews: createReviewRequests(database),
    isEnabled: settings.api.feedback_loop.enabled,
  })
  addDeleteJob(app, { jobs, blobs, cache, signals })
  addManageWebhooks(app, { webhooks, guard })
  addManageDeliveries(app, { webhooks, deliveries, sender })
  addManageApiKeys(app, { keys })
  addManageTrainings(app, { trainings, hasTrainer })
  addListAudit(app, { database })
  addManageModels(app, {
    database,
    registry,
    signals,
    state,
    modelDir,
    stopping: stopping.signal,
    logger,
  })
  addDescribeApi(app, { gate })
  // What is served at all is told to those alone who are let in.
  app.use(admit({ gate }, 'any-key'))
  refuseOtherMethods(app, [...operations, ...referencePages])
  app.use(unknownRoute)
  app.use(problemHandler(logger))
  const maxBodyBytes = Math.max(settings.api.max_file_mb, settings.api.max_batch_mb) * 1_000_000
  const server = createServer(app, {
    host: settings.api.host,
    port: settings.api.port,
    maxBodyBytes,
  })
  // Requests, and what a crash left of them, are over by then.
  const orphanAgeMs = 2 * longestRequestMs(maxBodyBytes)

  const applyRetention = createApplyRetention({
    retention: createRetention(database),
    jobs,
    blobs,
    cache,
    signals,
    days: settings.retention,
    stopping: stopping.signal,
    metrics,
    logger,
  })
  async function sweepTrail(): Promise<void> {
    let count = 0
    for (let turn = 0; turn < maxTrailBatches && !stopping.signal.aborted; turn += 1) {
      const erased = await trail.prune(settings.audit.keep_days, trailBatch)
      count += erased
      if (erased < trailBatch) break
    }
    if (count > 0) logger.info('old entries of the audit trail erased', { count })
  }

  async function sweepFiles(): Promise<void> {
    await blobs.sweepUploads(orphanAgeMs)
    // Files older than every job are another database's, which may come back.
    const from = await jobs.oldest()
    if (!from) return
    const to = new Date(Date.now() - orphanAgeMs)
    const count = await blobs.sweepOrphans({ from, to }, jobs.existing)
    if (count > 0) logger.info('files without a job erased', { count })
  }

  const sweepBatches = async () => {
    await batches.removeEmpty(emptyBatchAgeMs)
  }

  const beat = createHeartbeat({ uptime, health })
  const onNoBeat = (error: unknown) => logger.warn('uptime not remembered', { error })
  const recurring = [
    recur(beatMs, beat, onNoBeat),
    recur(fileSweepMs, sweepFiles, (error) => logger.warn('files not swept', { error })),
    recur(batchSweepMs, sweepBatches, (error) => logger.warn('batches not swept', { error })),
    recur(trailSweepMs, sweepTrail, (error) => logger.warn('audit trail not swept', { error })),
    recur(retentionMs, applyRetention, (error) => logger.warn('retention not applied', { error })),
  ]
  return {
    start: async () => {
      await blobs.prepare()
      await database.ping()
      for (const { start } of recurring) start()
      sender.start()
      await server.listen()
      await beat().catch(onNoBeat)
    },
    // Redis may be away: documents are accepted all the same.
    ready: () => database.ping(),
    stop: async () => {
      stopping.abort()
      await Promise.all([
        server.close(drainMs),
        sender.stop(),
        ...recurring.map(({ stop }) => stop()),
      ])
      await Promise.all([extractions, renderings, facturx, signals].map((one) => one.close()))
      await Promise.all([redis, subscriber, workers].map(closeConnection))
      await trail.close()
      await database.close()
    },
  }
}
