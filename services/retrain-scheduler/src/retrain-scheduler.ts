import { join } from 'node:path'
import { renderingQueue, retrainCheckQueue, trialQueue } from '@invoice-ml/contracts'
import {
  closeConnection,
  createClock,
  createProducer,
  createProducerConnection,
  createQueueMetrics,
  createSignals,
  createWorkerConnection,
  createWorkerRegistry,
  type Signals,
} from '@invoice-ml/queue'
import { type Context, type Retraining, recur, type Service } from '@invoice-ml/runtime'
import {
  chooseBlobs,
  createDatabase,
  createDeployments,
  createJobs,
  createTrainingData,
  createTrainings,
  type Deployments,
} from '@invoice-ml/storage'
import { createCheckAnnotations } from './check-annotations.ts'
import { createClearUp } from './clear-up.ts'
import type { RetrainSchedulerConfig } from './config.ts'
import { createDeployChallenger } from './deploy-challenger.ts'
import { createEvaluate } from './evaluate.ts'
import { createFollowRun } from './follow-run.ts'
import { createKeepCopies } from './keep-copies.ts'
import { createModels } from './models.ts'
import { createPrepare } from './prepare.ts'
import { createShadow } from './shadow.ts'
import { createTendTrials } from './tend-trials.ts'
import { createTrainerClient } from './trainer-client.ts'
import { createLendCopy } from './training-copy.ts'
import { createTrainingMetrics } from './training-metrics.ts'
import { createTrials } from './trials.ts'
import { createWatchDeployment } from './watch-deployment.ts'
import { type ActiveStatus, createTrainingWorker } from './work-trainings.ts'

const pollMs = 2_000
// Long enough for a slow database, short enough that a killed scheduler's training does not wait long.
const leaseMs = 15_000
const copyEveryMs = 15_000
const clearUpEveryMs = 60_000
const tendTrialsEveryMs = 60_000
const watchEveryMs = 300_000
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const noTrainer = 'http://127.0.0.1:1'

/** Decides when a model is trained and which one serves. It computes nothing: the trainer learns, the workers read. */
export function createRetrainScheduler(context: Context<RetrainSchedulerConfig>): Service {
  const { config, logger } = context
  const { retraining: settings, retention } = config.settings
  const database = createDatabase(config.DATABASE_URL, {
    maxConnections: 5,
    onConnectionLost: (error) => logger.warn('postgres away', { error: error.message }),
  })
  const redis = { url: config.REDIS_URL, logger }
  const [producers, workers, subscriber] = [
    createProducerConnection(redis),
    createWorkerConnection(redis),
    createWorkerConnection(redis),
  ]
  const renderings = createProducer(renderingQueue, producers)
  const trialProducer = createProducer(trialQueue, producers)
  const trainings = createTrainings(database)
  const data = createTrainingData(database)
  const signals = createSignals(producers, subscriber)
  const registry = createWorkerRegistry(producers)
  const deployed = createDeployments(database, {
    workers: async () => (await registry.list()).map(({ id }) => id),
    onAsked: () => void signals.modelDeployed(),
  })
  const deployments = announced(deployed, signals)
  const blobs = chooseBlobs(config)
  const metrics = createTrainingMetrics(context.metrics, trainings)
  const [datasets, runs] = [
    join(config.TRAINING_DIR, 'datasets'),
    join(config.TRAINING_DIR, 'runs'),
  ]

  const lendCopy = createLendCopy(blobs, logger)
  const models = createModels(config.MODEL_DIR, { deployments, logger })
  const trainer = createTrainerClient(config.TRAINER_URL ?? noTrainer)
  const trials = createTrials({ data, queue: trialProducer })
  const deploy = createDeployChallenger(deployments)
  const keepCopies = createKeepCopies({
    data,
    jobs: createJobs(database),
    blobs,
    renderings,
    keptDays: retention.training_days,
    logger,
  })
  const worker = createTrainingWorker({
    trainings,
    steps: {
      preparing: createPrepare({ data, lendCopy, models, trainer, keepCopies, datasets, settings }),
      training: createFollowRun({ trainer, models, runs, datasets }),
      evaluating: createEvaluate({ data, trials, models, deploy, settings, logger }),
      shadowing: createShadow({ data, deploy, settings: settings.shadow }),
    },
    limitsMs: limitsOf(settings),
    onEnd: metrics.ended,
    pollMs,
    leaseMs,
    logger,
  })
  const hasTrainer = config.TRAINER_URL !== undefined
  const clock = createClock({
    queue: retrainCheckQueue,
    cron: settings.cron,
    connections: { producers, workers },
    handler: createCheckAnnotations({ trainings, models, settings, hasTrainer, logger }),
    logger,
    metrics: createQueueMetrics(context.metrics),
  })
  const watch = createWatchDeployment({
    deployments,
    data,
    settings: settings.watch,
    onRolledBack: metrics.rolledBack,
    logger,
  })
  const copy = async () => {
    await keepCopies()
  }
  const clearUp = createClearUp({
    trainings,
    trainer,
    datasets,
    runs,
    replayedPages: settings.replayed_pages,
    logger,
  })
  const tendTrials = createTendTrials({ deployments, models })
  const recurring = [
    recur(copyEveryMs, copy, (error) => logger.warn('annotated documents not kept', { error })),
    recur(clearUpEveryMs, clearUp, (error) => logger.warn('trainings not cleared up', { error })),
    recur(tendTrialsEveryMs, tendTrials, (error) =>
      logger.warn('models on trial not tended', { error }),
    ),
    recur(watchEveryMs, watch, (error) => logger.warn('deployment not watched', { error })),
  ]
  return {
    start: async () => {
      await blobs.prepare()
      await database.ping()
      if (!hasTrainer) logger.info('no trainer is there: nothing will be trained')
      worker.start()
      clock.start()
      for (const { start } of recurring) start()
    },
    ready: () => Promise.all([database.ping(), producers.redis.ping()]),
    stop: async () => {
      await Promise.all([worker.stop(), clock.stop(), ...recurring.map(({ stop }) => stop())])
      await Promise.all([renderings.close(), trialProducer.close(), signals.close()])
      await Promise.all([producers, workers, subscriber].map(closeConnection))
      await database.close()
    },
  }
}

/** Deployments that the workers are told of, so that they need not find out by themselves. */
function announced(deployments: Deployments, signals: Signals): Omit<Deployments, 'deploy'> {
  return {
    current: deployments.current,
    list: deployments.list,
    ensureCurrent: deployments.ensureCurrent,
    replace: async (expectedId, deployment) => {
      const made = await deployments.replace(expectedId, deployment)
      if (made) await signals.modelDeployed()
      return made
    },
  }
}

/** A training that hangs ends by itself; each limit is well above what the step takes. */
function limitsOf({ max_minutes, shadow }: Retraining): Record<ActiveStatus, number> {
  const patienceMs = Math.max(hourMs, 3 * max_minutes * minuteMs)
  return {
    preparing: patienceMs,
    training: patienceMs,
    evaluating: patienceMs,
    shadowing: 2 * shadow.max_hours * hourMs,
  }
}
