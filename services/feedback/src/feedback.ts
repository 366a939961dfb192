import { annotationQueue, renderingQueue } from '@invoice-ml/contracts'
import { createServer } from '@invoice-ml/http'
import {
  closeConnection,
  createProducer,
  createProducerConnection,
  createQueueMetrics,
  createReadingCache,
  createSignals,
  createWorker,
  createWorkerConnection,
  watchDepth,
} from '@invoice-ml/queue'
import { createReviewMetrics } from '@invoice-ml/review'
import { type Context, readingVersion, recur, type Service } from '@invoice-ml/runtime'
import {
  chooseBlobs,
  createAnnotations,
  createAuditTrail,
  createCorrections,
  createDatabase,
  createDeployments,
  createJobs,
  createLabelStudioStore,
  createReviewRequests,
} from '@invoice-ml/storage'
import type { FeedbackConfig } from './config.ts'
import { createHearDocument } from './hear-document.ts'
import { createLabelStudio } from './label-studio/client.ts'
import { LabelStudioError } from './label-studio/error.ts'
import { lookForAnnotations } from './look-for-annotations.ts'
import { maxWebhookBytes, receiveWebhook, webhookPath } from './receive-webhook.ts'
import { createReviewSender } from './review-sender.ts'
import { createSession } from './session.ts'
import { setUp } from './set-up.ts'

const maxConnections = 8
const lookEveryMs = 10_000
const lookAtEverythingEveryMs = 600_000
const drainMs = 2_000

/** The only one that knows Label Studio: documents that a person should see go there, what people say of them comes back. */
export function createFeedback(context: Context<FeedbackConfig>): Service {
  const { config, logger } = context
  const { enabled } = config.settings.api.feedback_loop
  const { LABEL_STUDIO_URL: url, LABEL_STUDIO_TOKEN: token } = config
  if (!enabled) return idle(context, 'api.feedback_loop.enabled is false')
  if (url === undefined) return idle(context, 'LABEL_STUDIO_URL is not set')
  if (token === undefined) throw new Error('LABEL_STUDIO_URL needs LABEL_STUDIO_TOKEN beside it')
  logger.info('label studio', { origin: new URL(url).origin })
  return active(context, { url, token })
}

/** Which results are to be seen stands in the database, for whoever makes them. */
function policyOf({ settings }: Context<FeedbackConfig>['config']) {
  const { enabled, auto_send_to_label_studio } = settings.api.feedback_loop
  return {
    autoSend: enabled && auto_send_to_label_studio,
    auditShare: settings.review.audit_share,
  }
}

function databaseOf({ config, logger }: Context<FeedbackConfig>) {
  return createDatabase(config.DATABASE_URL, {
    maxConnections,
    onConnectionLost: (error) => logger.warn('postgres away', { error: error.message }),
  })
}

/** Without Label Studio. What is to be seen waits in the database. */
function idle(context: Context<FeedbackConfig>, reason: string): Service {
  const database = databaseOf(context)
  return {
    start: async () => {
      await createReviewRequests(database).setPolicy(policyOf(context.config))
      context.logger.info('feedback idles', { reason })
    },
    ready: () => database.ping(),
    stop: () => database.close(),
  }
}

function active(
  context: Context<FeedbackConfig>,
  { url, token }: { url: string; token: string },
): Service {
  const { config, logger, metrics } = context
  const { settings } = config
  const database = databaseOf(context)
  const connection = { url: config.REDIS_URL, logger }
  const redis = createProducerConnection(connection)
  const subscriber = createWorkerConnection(connection)
  const workers = createWorkerConnection(connection)
  const jobs = createJobs(database)
  const blobs = chooseBlobs(config)
  const reviews = createReviewRequests(database)
  const annotations = createAnnotations(database)
  const store = createLabelStudioStore(database)
  const deployments = createDeployments(database)
  const signals = createSignals(redis, subscriber)
  const renderings = createProducer(renderingQueue, redis)
  const looks = createProducer(annotationQueue, redis)
  const trail = createAuditTrail(database, {
    onTrouble: (error, lostReads) => logger.error('audit trail not written', { error, lostReads }),
  })
  const cache = createReadingCache(redis, {
    ttlHours: settings.cache.ttl_hours,
    maxEntries: settings.cache.max_entries,
    readWith: readingVersion(settings),
  })

  const stopping = new AbortController()
  const studio = createLabelStudio({
    url,
    host: config.LABEL_STUDIO_HOST,
    token,
    stopping: stopping.signal,
    onAnswered: (answered) => logger.debug('label studio answered', answered),
  })
  const feedbackUrl = config.FEEDBACK_URL ?? `http://127.0.0.1:${config.FEEDBACK_PORT}`
  const webhookUrl = `${feedbackUrl.replace(/\/+$/, '')}${webhookPath}`
  const isUp = metrics.gauge({
    name: 'label_studio_up',
    help: '1 while Label Studio answers, 0 while it is away',
  })
  let secret: string | undefined
  const session = createSession({
    prepare: async () => {
      const title = config.LABEL_STUDIO_PROJECT
      const project = await setUp({
        studio,
        store,
        reviews,
        url,
        title,
        webhookUrl,
        onSentAgain: (documents) =>
          logger.warn('sent for review to another project', { documents }),
      })
      secret = project.webhookSecret
      return project
    },
    onAway: (error, kind) => {
      if (stopping.signal.aborted) return
      isUp.set(0)
      if (kind === 'unauthorized') logger.error('label studio refuses the token', { error })
      else logger.warn('label studio away', { error })
    },
    onBack: () => {
      isUp.set(1)
      logger.info('label studio back')
    },
  })

  const sender = createReviewSender({
    studio,
    session,
    jobs,
    blobs,
    reviews,
    store,
    renderings,
    stopping: stopping.signal,
    servingModel: async () => (await deployments.current())?.modelVersion,
    askedOnly: !settings.api.feedback_loop.auto_send_to_label_studio,
    logger,
    metrics,
  })
  const hear = createHearDocument({
    jobs,
    blobs,
    corrections: createCorrections(database),
    cache,
    signals,
    annotations,
    reviews,
    trail,
    reviewMetrics: createReviewMetrics(metrics),
    modelDir: config.MODEL_DIR,
    trainingDays: settings.retention.training_days,
    logger,
    metrics,
  })
  const worker = createWorker({
    queue: annotationQueue,
    connection: workers,
    concurrency: 1,
    handler: lookForAnnotations({
      studio,
      session,
      store,
      annotations,
      reviews,
      url,
      hear,
      logger,
    }),
    logger,
    metrics: createQueueMetrics(metrics),
  })
  const look = async (kind: 'changes' | 'everything') => {
    // The clock asks again.
    await looks
      .add({ look: kind })
      .catch((error: unknown) => logger.warn('look not queued', { kind, error }))
  }
  const unexpected = (error: unknown) => logger.warn('look not queued', { error })
  const recurring = [
    sender,
    recur(lookEveryMs, () => look('changes'), unexpected),
    recur(lookAtEverythingEveryMs, () => look('everything'), unexpected),
  ]
  const server = createServer(
    receiveWebhook({ secret: () => secret, onHint: (kind) => void look(kind) }),
    {
      host: config.FEEDBACK_HOST,
      port: config.FEEDBACK_PORT,
      maxBodyBytes: maxWebhookBytes,
    },
  )
  const stopWatching = watchDepth([annotationQueue], redis, metrics)
  metrics.watched({
    name: 'review_requests',
    help: 'Documents for Label Studio, by status',
    labelNames: ['status'],
    read: async () =>
      Object.entries(await reviews.count()).map(([status, value]) => ({
        labels: { status },
        value,
      })),
  })

  return {
    start: async () => {
      await reviews.setPolicy(policyOf(config))
      await prepared()
      for (const { start } of recurring) start()
      worker.start()
      await server.listen()
      await look('everything')
    },
    // Label Studio may be away: documents are read all the same, and wait for it.
    ready: () => database.ping(),
    stop: async () => {
      stopping.abort()
      await server.close(drainMs)
      await Promise.all(recurring.map(({ stop }) => stop()))
      await worker.stop()
      await Promise.all([looks.close(), renderings.close(), signals.close(), stopWatching()])
      await Promise.all([redis, subscriber, workers].map(closeConnection))
      await trail.close()
      await database.close()
    },
  }

  /** What cannot be put right ends the service; what is only away is waited for. */
  async function prepared(): Promise<void> {
    try {
      await session.use(session.project)
      isUp.set(1)
    } catch (error) {
      if (!(error instanceof LabelStudioError) || error.kind !== 'away') throw error
    }
  }
}
