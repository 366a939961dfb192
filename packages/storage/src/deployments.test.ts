import { setTimeout as sleep } from 'node:timers/promises'
import { createId } from '@invoice-ml/contracts'
import { testDatabase } from '@invoice-ml/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDeliveries } from './deliveries.ts'
import { createDeployments, type Deployments, type NewDeployment } from './deployments.ts'
import { createModelChecks, type ModelChecks } from './model-checks.ts'
import { createWebhooks } from './webhooks.ts'

const database = testDatabase()
let checks: ModelChecks
let deployments: Deployments
beforeEach(async () => {
  // No statement changes what served when; a table may be emptied by its owner.
  await database.get().pool.query('truncate deployments, model_checks cascade')
  checks = createModelChecks(database.get())
  deployments = createDeployments(database.get(), { timeoutMs: 20_000 })
})

// A worker that still answers would answer in the next test as well.
const stopping: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()))
})

/** A worker that answers whatever is asked, as `refuse` says. */
function worker(id: string, refuse: (version: string) => string | undefined = () => undefined) {
  const leaving = new AbortController()
  const work = async () => {
    while (!leaving.signal.aborted) {
      for (const check of await checks.open(id))
        await checks.answer(check, { workerId: id, refusal: refuse(check.modelVersion) })
      await sleep(20)
    }
  }
  const working = work()
  stopping.push(() => {
    leaving.abort()
    return working
  })
}

const wanted: NewDeployment = { modelVersion: 'm2', reason: 'activated', actor: 'loopback' }

test('before anything was deployed there is no entry', async () => {
  expect(await deployments.current()).toBeUndefined()
  expect(await deployments.list()).toEqual([])
})

test('a model that a worker can use serves from then on', async () => {
  worker('w1')

  const made = await deployments.deploy({ ...wanted, servedBefore: 'm1', detail: 'F1 0.96' })

  expect(made).toMatchObject({ modelVersion: 'm2', previousVersion: 'm1', detail: 'F1 0.96' })
  expect(await deployments.current()).toEqual(made)
  expect((await deployments.list()).map(({ reason }) => reason)).toEqual(['activated', 'initial'])
})

test('a model that a worker refuses is not deployed, and its reason is told', async () => {
  worker('w1')
  worker('w2', () => 'The model has unknown labels: cat')
  const asking = createDeployments(database.get(), { workers: async () => ['w1', 'w2'] })

  const deploying = asking.deploy(wanted)

  await expect(deploying).rejects.toMatchObject({
    code: 'model-unusable',
    message: 'The model has unknown labels: cat',
  })
  expect(await deployments.list()).toEqual([])
})

test('every worker that is there is asked, and those that are silent are named', async () => {
  worker('w1')
  const asking = createDeployments(database.get(), {
    workers: async () => ['w1', 'w2', 'w3'],
    timeoutMs: 3_000,
  })

  const deploying = asking.deploy(wanted)

  await expect(deploying).rejects.toMatchObject({
    code: 'workers-silent',
    message: expect.stringMatching(/^w2, w3 did not try m2/),
  })
  expect(await deployments.list()).toEqual([])
})

test('a worker that goes away meanwhile is not waited for', async () => {
  worker('w1')
  let looks = 0
  const workers = async () => (looks++ < 2 ? ['w1', 'w2'] : ['w1'])

  const made = await createDeployments(database.get(), { workers }).deploy(wanted)

  expect(made.modelVersion).toBe('m2')
})

test('without any worker nothing is deployed, and nobody is asked any more', async () => {
  const asking = createDeployments(database.get(), { workers: async () => [] })

  await expect(asking.deploy(wanted)).rejects.toMatchObject({ code: 'workers-silent' })

  expect(await checks.open('w1')).toEqual([])
})

test('going back is one more entry', async () => {
  worker('w1')
  await deployments.ensureCurrent('m1')
  await deployments.deploy(wanted)

  await deployments.deploy({ ...wanted, modelVersion: 'm1', reason: 'rolled_back' })

  const history = await deployments.list()
  expect(history.map((entry) => [entry.previousVersion, entry.modelVersion])).toEqual([
    ['m2', 'm1'],
    ['m1', 'm2'],
    [undefined, 'm1'],
  ])
})

test('what was decided about one model does not replace another that somebody chose meanwhile', async () => {
  worker('w1')
  const decidedAbout = await deployments.ensureCurrent('m1')
  const chosen = await deployments.deploy({ ...wanted, modelVersion: 'm3' })

  const replaced = await deployments.replace(decidedAbout.id, { ...wanted, reason: 'trained' })

  expect(replaced).toBeUndefined()
  expect(await deployments.current()).toEqual(chosen)
})

test('of two who decide the same, one replaces', async () => {
  worker('w1')
  const { id } = await deployments.ensureCurrent('m1')

  const made = await Promise.all(
    [1, 2].map(() => deployments.replace(id, { ...wanted, reason: 'rolled_back' })),
  )

  expect(made.filter((deployment) => deployment !== undefined)).toHaveLength(1)
  expect(await deployments.list()).toHaveLength(2)
})

test('what served first is noted once, whoever says it', async () => {
  const noted = await Promise.all(['m1', 'm1', 'm2'].map((v) => deployments.ensureCurrent(v)))

  expect(new Set(noted.map(({ id }) => id)).size).toBe(1)
  expect(await deployments.list()).toHaveLength(1)
})

test.each(["update deployments set actor = 'x'", 'delete from deployments'])(
  'what served when is never changed: %s',
  async (statement) => {
    await deployments.ensureCurrent('m1')

    const changing = database.get().pool.query(statement)

    await expect(changing).rejects.toThrow('is not changed')
  },
)

test('endpoints that want it are told of a new model, and not of what stays', async () => {
  const webhooks = createWebhooks(database.get())
  const webhook = {
    url: 'https://erp.example.com/hooks',
    description: undefined,
    includeResult: false,
    headers: {},
    ca: undefined,
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  }
  const id = createId('wh')
  const other = createId('wh')
  await webhooks.create({ ...webhook, id, events: ['model.deployed'] }, 100)
  await webhooks.create({ ...webhook, id: other, events: ['extraction.completed'] }, 100)
  worker('w1')

  await deployments.ensureCurrent('m1')
  await deployments.deploy(wanted)
  await deployments.deploy({ ...wanted, reason: 'reloaded' })

  const deliveries = createDeliveries(database.get())
  const told = await deliveries.list(id, { limit: 100 })
  expect(told).toMatchObject([
    {
      event: 'model.deployed',
      jobId: undefined,
      facts: { model_version: 'm2', previous_version: 'm1', reason: 'activated' },
    },
  ])
  expect(await deliveries.list(other, { limit: 100 })).toEqual([])
})
