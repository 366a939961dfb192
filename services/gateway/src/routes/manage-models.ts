import {
  activateModel,
  listModels as listModelsOperation,
  type ModelList,
  type ModelReloaded,
  ProblemError,
  reloadModel,
} from '@invoice-ml/contracts'
import { type Answer, route } from '@invoice-ml/http'
import type { WorkerPresence } from '@invoice-ml/queue'
import {
  createDeployments,
  findModel,
  findNewestModel,
  listModels,
  type NewDeployment,
  type StoredModel,
} from '@invoice-ml/storage'
import type { Express } from 'express'
import { type DeployDependencies, deployModel, presentWorkerModel } from '../deploy-model.ts'
import { messageFor } from '../messages.ts'
import { findModelByPath } from '../model-by-path.ts'
import type { PlatformState } from '../platform-state.ts'
import { presentDeployment, presentModel } from '../present-model.ts'

type Dependencies = DeployDependencies & {
  state: Pick<PlatformState, 'modelVersion'>
  modelDir: string
}

/** GET /models, POST /models/{version}/activate, POST /reload-model: what reads, and what read when. */
export function addManageModels(app: Express, dependencies: Dependencies): void {
  const { database, registry, state, modelDir, logger } = dependencies
  const deployments = createDeployments(database)
  const onUnusable = (error: unknown) => logger.debug('model left out', { error })

  route(app, listModelsOperation, async () => {
    // As it is now: who has just activated a model looks here what came of it.
    const [models, history, newest, workers] = await Promise.all([
      listModels(modelDir, onUnusable),
      deployments.list(),
      state.modelVersion(),
      registry.list().catch((): WorkerPresence[] => []),
    ])
    const serving = history[0]?.modelVersion ?? newest
    const body: ModelList = {
      model_version: serving,
      models: models.map((model) => presentModel(model, model.version === serving)),
      workers: workers.map(presentWorkerModel),
      deployments: history.map(presentDeployment),
    }
    return { status: 200, body }
  })

  route(app, activateModel, async ({ params, headers, actor }) => {
    const model = thereOr404(await findModel(modelDir, params.version), params.version)
    const deployment = { modelVersion: model.version, reason: 'activated' as const, actor }
    return deploy(deployment, headers['accept-language'])
  })

  route(app, reloadModel, async ({ body, headers, actor }) => {
    const { version } = await modelToReload(body.model_path)
    const deployment = { modelVersion: version, reason: 'reloaded' as const, actor }
    return deploy(deployment, headers['accept-language'])
  })

  async function modelToReload(path: string | undefined): Promise<StoredModel> {
    if (path !== undefined) return findModelByPath(modelDir, path)
    const version = await servingVersion()
    const model = version === undefined ? undefined : await findModel(modelDir, version)
    return thereOr404(model, version ?? 'at all')
  }

  /** As it is now: what many requests share may be of a second ago, and would undo what was deployed since. */
  async function servingVersion(): Promise<string | undefined> {
    const current = await deployments.current()
    if (current) return current.modelVersion
    return (await findNewestModel(modelDir, onUnusable))?.version
  }

  async function deploy(deployment: NewDeployment, language: string | undefined): Promise<Answer> {
    const servedBefore = await servingVersion()
    const workers = await deployModel({ ...deployment, servedBefore }, dependencies)
    const body: ModelReloaded = {
      success: true,
      message: messageFor('modelReloaded', language),
      model_version: deployment.modelVersion,
      workers,
    }
    return { status: 200, body, target: deployment.modelVersion }
  }
}

function thereOr404(model: StoredModel | undefined, version: string): StoredModel {
  if (!model) throw new ProblemError('model-not-found', `There is no model ${version} to load`)
  return model
}
