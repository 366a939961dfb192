import {
  createId,
  extractionQueue,
  facturxQueue,
  renderingQueue,
  trialQueue,
} from '@invoice-ml/contracts'
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
import { type Context, readingVersion, type Service, type Settings } from '@invoice-ml/runtime'
import {
  chooseBlobs,
  createCorrections,
  createDatabase,
  createDeployments,
  createJobs,
  createModelChecks,
  createTrialReadings,
} from '@invoice-ml/storage'
import { announceWorker } from './announce-worker.ts'
import { assembleFacturX } from './assemble-facturx.ts'
import { concurrencyOf, type InferenceWorkerConfig } from './config.ts'
import { createFindWantedModel, findSubstitutes } from './current-model.ts'
import { drawPage } from './draw-page.ts'
import { createModelKeeper } from './model-keeper.ts'
import { processJob } from './process-job.ts'
import { createReadDocument, readingPatience } from './read-document.ts'
import { readTrial } from './read-trial.ts'
import { createReaderPool } from './reader-pool.ts'
import type { ReaderLost } from './reader-process.ts'
import type { ReaderTask } from './reader-protocol.ts'
import { withShadow } from './shadow.ts'
import { createStartWith } from './start-with.ts'
import { createTrialReader } from './trial-reader.ts'
import { createTryModels } from './try-models.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

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
  const corrections = createCorrections(database)
  const blobs = chooseBlobs(config)
  const extractions = createProducer(extractionQueue, producers)
  const trials = createTrialReadings(database)
  const shadows = createProducer(trialQueue, producers)
  const signals = createSignals(producers, subscriber)
  const metrics = createWorkerMetrics(context.metrics)
  const registry = createWorkerRegistry(producers)

  const id = createId('worker')
  const modelDir = config.MODEL_DIR
  const startWith = createStartWith(settings, logger)
  const onLost = ({ reason, message: detail }: ReaderLost, { type, id }: ReaderTask) => {
    metrics.readerLost(reason)
    logger.warn('reader lost', { task: type, document: id, reason, detail })
  }
  const pool = createReaderPool({
    size: concurrency,
    maxPages: settings.worker.reader_max_pages,
    onStartFailure: (error) => logger.error('reader could not be started', { error }),
    onLost,
  })
  const modelVersion = () => pool.info()?.modelVersion ?? 'words-only'
  const deployments = createDeployments(database)
  const keeper = createModelKeeper({
    pool,
    findWanted: createFindWantedModel(deployments, { modelDir, logger }),
    findSubstitutes: (instead) => findSubstitutes(deployments, { modelDir, logger, instead }),
    startWith,
    tryModels: createTryModels({
      checks: createModelChecks(database),
      workerId: id,
      modelDir,
      startWith,
      logger,
    }),
    metrics,
    logger,
    onChanged: () => presence.tell(),
  })
  const presence = announceWorker(registry, logger, () => ({
    id,
    concurrency,
    provider: pool.info()?.provider,
    ...keeper.serving(),
  }))
  const readDocument = createReadDocument({
    pool,
    blobs,
    corrections,
    settings,
    metrics,
    tracer,
    logger,
  })
  const cache = createReadingCache(producers, {
    ttlHours: settings.cache.ttl_hours,
    maxEntries: settings.cache.max_entries,
    readWith: readingVersion(settings),
  })

  const queueMetrics = createQueueMetrics(context.metrics)
  const shared = { connection: workers, logger, metrics: queueMetrics }
  const extractionWorker = createWorker({
    ...shared,
    queue: { ...extractionQueue, timeoutMs: longestReadingMs(settings) },
    concurrency,
    handler: withShadow(
      processJob({ jobs, blobs, cache, signals, readDocument, modelVersion, metrics, tracer }),
      { jobs, trials, queue: shadows, share: settings.retraining.shadow.share, logger },
    ),
  })
  const renderingWorker = createWorker({
    ...shared,
    queue: renderingQueue,
    concurrency: 1,
    handler: drawPage({ jobs, blobs, pool, signals, settings }),
  })
  const trialReader = createTrialReader({
    modelDir,
    startWith,
    maxPages: settings.worker.reader_max_pages,
    onLost,
  })
  const trialWorker = createWorker({
    ...shared,
    queue: trialQueue,
    concurrency: 1,
    handler: readTrial({ jobs, blobs, corrections, trials, reader: trialReader, settings }),
  })
  const facturxWorker = createWorker({
    ...shared,
    queue: { ...facturxQueue, timeoutMs: longestReadingMs(settings) },
    concurrency: 1,
    handler: assembleFacturX({ jobs, blobs, pool, signals, settings }),
  })
  const queueWorkers = [extractionWorker, renderingWorker, facturxWorker, trialWorker]
  const sweep = createSweep({
    connection: producers,
    take: jobs.takeStranded,
    takeAllAgain: jobs.strandAll,
    giveBack: jobs.strand,
    add: (rows) =>
      extractions.addMany(
        rows.map(({ id, requestId, priority }) => ({
          payload: { jobId: id, requestId },
          priority,
        })),
      ),
    logger,
  })
  const stopWatching = watchDepth(
    [extractionQueue, renderingQueue, facturxQueue, trialQueue],
    producers,
    context.metrics,
  )

  const stopHearing = signals.onModelDeployed(keeper.look)
  return {
    start: async () => {
      await blobs.prepare()
      await keeper.start()
      await whenReady(workers, redisTimeoutMs)
      for (const worker of queueWorkers) worker.start()
      sweep.start()
      presence.start()
    },
    ready: async () => {
      if (!pool.isServing()) throw new Error('no reader is ready')
      if (!queueWorkers.every((worker) => worker.isRunning()))
        throw new Error('a queue is not worked on')
      await Promise.all([database.ping(), producers.redis.ping()])
    },
    stop: async () => {
      await presence.leave()
      stopHearing()
      await sweep.stop()
      await Promise.all(queueWorkers.map((worker) => worker.stop()))
      trialReader.close()
      await Promise.all([keeper.stop(), pool.close()])
      await stopWatching()
      await Promise.all([extractions.close(), shadows.close()])
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
  return Math.min(2 * readingPatience * seconds * 1_000 + reserveMs, 2_147_483_647)
}
