import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ModelList, ModelReloaded, Problem } from '@invoice-ml/contracts'
import { createDeployments, createModelChecks } from '@invoice-ml/storage'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testGateway } from '../test-gateway.ts'

const gateway = testGateway()
let adminKey: string
beforeEach(async () => {
  await gateway().database().pool.query('truncate deployments')
  adminKey = await gateway().createKey({ scopes: ['admin'] })
  for (const [version, month] of [
    ['m1', '01'],
    ['m2', '02'],
  ] as const) {
    const folder = join(gateway().modelDir, 'invoice-detector', version)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'model.onnx'), 'weights')
    const created_at = `2026-${month}-01T00:00:00Z`
    const manifest = { version, created_at, metrics: { map50: 0.8 }, labels: ['montant_ttc'] }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  }
})

const stopping: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()))
})

/** Stands for a worker, which is there from now on: tries what is to be tried, and reads with what is deployed. */
async function worker(id: string, refusal?: string): Promise<void> {
  const { database, registry } = gateway()
  const checks = createModelChecks(database())
  const deployments = createDeployments(database())
  const live = async () => {
    for (const check of await checks.open(id)) await checks.answer(check, { workerId: id, refusal })
    const deployment = await deployments.current()
    await registry.announce({
      id,
      modelVersion: deployment?.modelVersion ?? 'm2',
      deploymentId: deployment?.id,
      concurrency: 1,
      provider: 'cpu',
    })
  }
  await live()
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(live)
  }, 50)
  stopping.push(async () => {
    clearInterval(timer)
    await running
    await registry.leave(id)
  })
}

function post(path: string, body?: unknown, own: Record<string, string> = {}): Promise<Response> {
  const type: Record<string, string> =
    body === undefined ? {} : { 'Content-Type': 'application/json' }
  const headers = { 'X-API-Key': adminKey, ...type, ...own }
  return gateway().ask(path, {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function registered(): Promise<ModelList> {
  const response = await gateway().ask('/models', { headers: { 'X-API-Key': adminKey } })
  return ModelList.parse(await response.json())
}

test('before anything is deployed the newest model serves', async () => {
  const { model_version, models, deployments } = await registered()

  expect(model_version).toBe('m2')
  expect(models.map((model) => [model.model_version, model.is_serving])).toEqual([
    ['m2', true],
    ['m1', false],
  ])
  expect(models[0]).toMatchObject({ size_bytes: 7, metrics: { map50: 0.8 } })
  expect(deployments).toEqual([])
})

test('a model that every worker can use serves, and the history says since when and by whom', async () => {
  await worker('w1')
  await worker('w2')

  const response = await post('/models/m1/activate')

  const answer = ModelReloaded.parse(await response.json())
  expect(answer).toMatchObject({
    success: true,
    message: 'Modèle rechargé avec succès',
    model_version: 'm1',
  })
  expect(answer.workers.toSorted((a, b) => (a.worker_id < b.worker_id ? -1 : 1))).toEqual([
    { worker_id: 'w1', model_version: 'm1' },
    { worker_id: 'w2', model_version: 'm1' },
  ])
  const { deployments } = await registered()
  expect(deployments).toMatchObject([
    {
      model_version: 'm1',
      previous_version: 'm2',
      reason: 'activated',
      actor: expect.stringMatching(/^key_/),
    },
    { model_version: 'm2', reason: 'initial', actor: 'platform' },
  ])
})

test('what one worker refuses leaves everything as it was, and is told', async () => {
  await worker('w1')
  await worker('w2', 'The model has unknown labels: cat')

  const response = await post('/reload-model', { model_path: 'invoice-detector/m1' })

  expect(response.status).toBe(422)
  const problem = Problem.parse(await response.json())
  expect(problem).toMatchObject({
    code: 'model-unusable',
    detail: 'The model has unknown labels: cat',
  })
  expect((await registered()).deployments).toEqual([])
})

test('without any worker nothing is deployed', async () => {
  const response = await post('/models/m1/activate')

  expect(response.status).toBe(409)
  expect(Problem.parse(await response.json()).code).toBe('workers-silent')
})

test('the model that serves is loaded again without a body, in the language of the client', async () => {
  await worker('w1')

  const response = await post('/reload-model', undefined, { 'Accept-Language': 'en' })

  expect(await response.json()).toMatchObject({
    message: 'Model reloaded successfully',
    model_version: 'm2',
  })
})

test('what was deployed a moment ago is what is loaded again', async () => {
  await worker('w1')
  await registered()
  await post('/models/m1/activate')

  const response = await post('/reload-model')

  expect(await response.json()).toMatchObject({ model_version: 'm1' })
})

test.each([
  ['/models/m9/activate', undefined, 404],
  ['/reload-model', { model_path: '../..' }, 400],
  ['/reload-model', { modelPath: 'm1' }, 400],
])('%s %j is refused', async (path, body, status) => {
  expect((await post(path, body)).status).toBe(status)
})

test.each(['/models/m1/activate', '/reload-model'])('%s needs the scope admin', async (path) => {
  const key = await gateway().createKey({ scopes: ['extract', 'read', 'review'] })

  const response = await post(path, undefined, { 'X-API-Key': key })

  expect(response.status).toBe(403)
})
