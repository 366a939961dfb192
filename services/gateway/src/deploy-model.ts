import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError, type WorkerModel } from '@invoice-ml/contracts'
import type { Signals, WorkerPresence, WorkerRegistry } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import { createDeployments, type Database, type NewDeployment } from '@invoice-ml/storage'

export type DeployDependencies = {
  database: Database
  registry: Pick<WorkerRegistry, 'list'>
  signals: Pick<Signals, 'modelDeployed'>
  /** Aborts when the gateway stops. */
  stopping: AbortSignal
  logger: Logger
}

const exchangeTimeoutMs = 120_000
const lookEveryMs = 200

/**
 * Deploys a model that every worker has tried, and waits until all read with it.
 *
 * @throws ProblemError `model-unusable`, `workers-silent`: nothing has changed; `workers-behind`: some have not exchanged it in
 * time. Rejects when Redis is away, since nobody knows who is there; once it is deployed, only when it stays away.
 */
export async function deployModel(
  deployment: NewDeployment,
  { database, registry, signals, stopping, logger }: DeployDependencies,
): Promise<WorkerModel[]> {
  const deployments = createDeployments(database, {
    workers: async () => (await registry.list()).map(({ id }) => id),
    onAsked: () => void signals.modelDeployed(),
    signal: stopping,
  })
  const { id, modelVersion, previousVersion, reason } = await deployments.deploy(deployment)
  logger.info('model deployed', { deploymentId: id, modelVersion, previousVersion, reason })
  await signals.modelDeployed()
  return whenAllFollow(id, { registry, stopping, logger })
}

async function whenAllFollow(
  deploymentId: string,
  { registry, stopping, logger }: Pick<DeployDependencies, 'registry' | 'stopping' | 'logger'>,
): Promise<WorkerModel[]> {
  const deadline = performance.now() + exchangeTimeoutMs
  for (;;) {
    const isOver = performance.now() >= deadline || stopping.aborted
    try {
      const workers = await registry.list()
      const behind = workers.filter((worker) => worker.deploymentId !== deploymentId)
      if (workers.length > 0 && behind.length === 0) return workers.map(presentWorkerModel)
      if (isOver) throw workersBehind(behind)
    } catch (error) {
      if (isOver) throw error
      logger.warn('workers not known', { deploymentId, error })
    }
    await sleep(lookEveryMs)
  }
}

function workersBehind(behind: WorkerPresence[]): ProblemError {
  const who = behind.map(({ id, modelVersion }) => `${id} reads with ${modelVersion}`).join(', ')
  return new ProblemError('workers-behind', who || 'No worker is there any more')
}

/** What a worker reads with, as clients see it. */
export function presentWorkerModel({ id, modelVersion }: WorkerPresence): WorkerModel {
  return { worker_id: id, model_version: modelVersion }
}
