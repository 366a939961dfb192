import type { Logger } from '@invoice-ml/runtime'
import type { FindWantedModel, ModelFile, WantedModel } from './current-model.ts'
import type { ReaderPool, Start } from './reader-pool.ts'
import type { StartWith } from './start-with.ts'
import type { WorkerMetrics } from './worker-metrics.ts'

/** What this worker reads with. */
export type Serving = {
  modelVersion: string
  /** The deployment that it follows. */
  deploymentId: string | undefined
  /** The model that is to serve could not be loaded: another one reads, or what was loaded of it before. */
  isModelOutdated: boolean
}

/** Has the readers read with the model that is to serve, whatever comes. */
export type ModelKeeper = {
  /** Starts the readers, with another model where the one that is to serve cannot be loaded. Rejects when none can. */
  start: () => Promise<void>
  /** Looks at once, or once more when it is looking. */
  look: () => void
  serving: () => Serving
  stop: () => Promise<void>
}

export type ModelKeeperOptions = {
  pool: Pick<ReaderPool, 'start' | 'exchange' | 'isStuck' | 'info'>
  findWanted: FindWantedModel
  /** What may serve when a model cannot be loaded and no reader is left. */
  findSubstitutes: (instead: string) => Promise<ModelFile[]>
  startWith: StartWith
  /** Tries what is to be tried; done before each look. */
  tryModels: () => Promise<void>
  metrics: WorkerMetrics
  logger: Logger
  /** Told when something else serves. */
  onChanged: () => void
  intervalMs?: number
}

// The truth is looked at this often; a signal only comes sooner.
const lookEveryMs = 2_000
const firstRetryMs = 5_000
const lastRetryMs = 60_000

type Attempt = { key: string; start: Start | undefined; retryAtMs: number; pauseMs: number }

export function createModelKeeper(options: ModelKeeperOptions): ModelKeeper {
  const { pool, findWanted, startWith, metrics, logger } = options
  const { intervalMs = lookEveryMs } = options
  let served: { key: string; serving: Serving; provider: string | undefined } | undefined
  let failed: Attempt | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isHurried = false

  /** Loads the model that is to serve or, where that fails, the first of the others that can be. Rejects when none can. */
  async function loadAny(
    wanted: WantedModel,
    load: (start: Start) => Promise<void>,
  ): Promise<void> {
    const substitutes = await options.findSubstitutes(wanted.version)
    const candidates = wanted.file ? [wanted.file, ...substitutes] : substitutes
    let reason: unknown = notThere(wanted.version)
    for (const model of candidates) {
      try {
        await load(startWith(model))
        if (model === wanted.file) serve(wanted, model)
        else serveInstead(wanted, model, reason)
        return
      } catch (error) {
        logger.error('model not loaded', { modelVersion: model.version, error })
        reason = error
      }
    }
    throw reason
  }

  function serve({ key, deploymentId }: WantedModel, { name }: Pick<ModelFile, 'name'>): void {
    const info = pool.info()
    const { provider, confidences, modelVersion = 'words-only' } = info ?? {}
    served = { key, serving: { modelVersion, deploymentId, isModelOutdated: false }, provider }
    failed = undefined
    metrics.serving({ name, modelVersion, provider, confidences })
    metrics.modelOutdated(false)
    options.onChanged()
  }

  function serveInstead(wanted: WantedModel, model: ModelFile, reason: unknown): void {
    serve({ ...wanted, key: `instead of ${wanted.key}`, deploymentId: undefined }, model)
    remainOutdated(wanted, undefined, reason)
  }

  /** The old one goes on, and it is tried again later. */
  function remainOutdated(
    { key, version }: WantedModel,
    start: Start | undefined,
    reason: unknown,
  ): void {
    const pauseMs = failed?.key === key ? Math.min(failed.pauseMs * 2, lastRetryMs) : firstRetryMs
    failed = { key, start, retryAtMs: performance.now() + pauseMs, pauseMs }
    if (served) served.serving = { ...served.serving, isModelOutdated: true }
    metrics.modelOutdated(true)
    metrics.exchanged('failed')
    const reads = served?.serving.modelVersion
    logger.error('model not exchanged', { wanted: version, reads, error: reason })
    options.onChanged()
  }

  async function follow(): Promise<void> {
    const wanted = await findWanted()
    const { file } = wanted
    // Its folder may vanish while it serves, and its readers may end without one that could follow.
    const isSound = file !== undefined && !failed && !pool.isStuck()
    if (isSound && wanted.key === served?.key) {
      // A graphics card may be lost while it serves: the readers that come after it use the processor.
      if (pool.info()?.provider !== served.provider) serve(wanted, file)
      return
    }
    const isLoaded = isSound && pool.info()?.modelVersion === wanted.version
    if (isLoaded && !wanted.isReload) return serve(wanted, file)
    const isTriedAgain = failed?.key === wanted.key
    if (isTriedAgain && performance.now() < (failed?.retryAtMs ?? 0)) return
    if (pool.isStuck()) await rescue(wanted)
    else await exchange(wanted, isTriedAgain ? failed?.start : undefined)
  }

  /** No reader is left to go on with: any model is better than none, as at the start. */
  async function rescue(wanted: WantedModel): Promise<void> {
    try {
      await loadAny(wanted, pool.exchange)
    } catch (error) {
      if (timer) remainOutdated(wanted, undefined, error)
    }
  }

  /** An exchange that stopped half way goes on where it was, when it is given the same `start`. */
  async function exchange(wanted: WantedModel, before: Start | undefined): Promise<void> {
    const { version, file } = wanted
    if (!file) return remainOutdated(wanted, undefined, notThere(version))
    const start = before ?? startWith(file)
    const startedAt = performance.now()
    const from = served?.serving.modelVersion
    try {
      await pool.exchange(start)
    } catch (error) {
      if (timer) remainOutdated(wanted, start, error)
      return
    }
    serve(wanted, file)
    metrics.exchanged('done')
    const durationMs = Math.round(performance.now() - startedAt)
    logger.info('model exchanged', { from, modelVersion: version, durationMs })
  }

  function turn(): void {
    running = options
      .tryModels()
      .then(follow)
      // PostgreSQL is away: what reads goes on.
      .catch((error: unknown) => logger.warn('models not looked at', { error }))
      .finally(() => {
        running = undefined
        if (timer) timer = setTimeout(turn, isHurried ? 0 : intervalMs)
        isHurried = false
      })
  }

  return {
    start: async () => {
      await loadAny(await findWanted(), pool.start)
      timer = setTimeout(turn, intervalMs)
    },
    look: () => {
      if (running) isHurried = true
      if (!timer || running) return
      clearTimeout(timer)
      timer = setTimeout(turn, 0)
    },
    serving: () =>
      served?.serving ?? {
        modelVersion: 'words-only',
        deploymentId: undefined,
        isModelOutdated: false,
      },
    stop: async () => {
      clearTimeout(timer)
      timer = undefined
      await running
    },
  }
}

function notThere(version: string): Error {
  return new Error(`${version} is not in the folder of models`)
}
