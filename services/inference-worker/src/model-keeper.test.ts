import { createLogger, createMetrics } from '@invoice-ml/runtime'
import { testFolder } from '@invoice-ml/testing'
import { afterEach, expect, test, vi } from 'vitest'
import type { ModelFile, WantedModel } from './current-model.ts'
import { createModelKeeper, type ModelKeeper } from './model-keeper.ts'
import type { Start } from './reader-pool.ts'
import type { StartWith } from './start-with.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

const logger = createLogger({
  service: 'test',
  level: 'error',
  dir: testFolder(),
  file: 'system.log',
})

const keepers: ModelKeeper[] = []
afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.stop()))
})

function fileOf(version: string): ModelFile {
  return { name: 'invoice-detector', version, path: `/models/${version}/model.onnx` }
}

function wantedOf(version: string, own: Partial<WantedModel> = {}): WantedModel {
  const key = own.key ?? `dep_${version}`
  return { key, version, deploymentId: key, isReload: false, file: fileOf(version), ...own }
}

/** A keeper with readers that load any model but those in `broken`; `loaded` is what they were given, in order. */
function aKeeper(first: WantedModel, broken: string[] = [], substitutes: ModelFile[] = []) {
  const loaded: string[] = []
  const versions = new Map<Start, string>()
  const startWith: StartWith = ({ version }) => {
    const start: Start = () => Promise.reject(new Error('Nothing is started here'))
    versions.set(start, version)
    return start
  }
  const load = async (start: Start) => {
    const version = versions.get(start) ?? ''
    if (broken.includes(version)) throw new Error(`${version} is broken`)
    loaded.push(version)
  }
  let wanted = first
  let isStuck = false
  let provider = 'cuda'
  const metrics = createMetrics('test')
  const keeper = createModelKeeper({
    pool: {
      start: load,
      exchange: async (start) => {
        await load(start)
        isStuck = false
      },
      isStuck: () => isStuck,
      info: () => ({ modelVersion: loaded.at(-1) ?? 'words-only', provider }),
    },
    findWanted: async () => wanted,
    findSubstitutes: async () => substitutes,
    startWith,
    tryModels: async () => {},
    metrics: createWorkerMetrics(metrics),
    logger,
    onChanged: () => {},
    intervalMs: 10,
  })
  keepers.push(keeper)
  const want = (next: WantedModel) => {
    wanted = next
    keeper.look()
  }
  const loseAll = () => {
    isStuck = true
  }
  const loseCard = () => {
    provider = 'cpu'
  }
  return { keeper, loaded, broken, want, loseAll, loseCard, text: () => metrics.registry.metrics() }
}

test('what is deployed is loaded, once', async () => {
  const { keeper, loaded, want } = aKeeper(wantedOf('m1'))
  await keeper.start()

  want(wantedOf('m2'))

  await expect.poll(keeper.serving).toMatchObject({ modelVersion: 'm2', deploymentId: 'dep_m2' })
  expect(loaded).toEqual(['m1', 'm2'])
})

test('where the model runs is told anew when its readers come without the graphics card', async () => {
  const { keeper, loaded, loseCard, text } = aKeeper(wantedOf('m1'))
  await keeper.start()
  expect(await text()).toContain('provider="cuda"')

  loseCard()

  await expect.poll(text).toContain('provider="cpu"')
  expect(await text()).not.toContain('provider="cuda"')
  expect(loaded).toEqual(['m1'])
})

test('a deployment of what is loaded already is followed without an exchange, unless it is a reload', async () => {
  const { keeper, loaded, want } = aKeeper(wantedOf('m1', { key: 'newest m1' }))
  await keeper.start()

  want(wantedOf('m1', { key: 'dep_1' }))
  await expect.poll(() => keeper.serving().deploymentId).toBe('dep_1')
  expect(loaded).toEqual(['m1'])
  want(wantedOf('m1', { key: 'dep_2', isReload: true }))

  await expect.poll(() => keeper.serving().deploymentId).toBe('dep_2')
  expect(loaded).toEqual(['m1', 'm1'])
})

test.each([
  ['cannot be loaded', wantedOf('m2'), ['m2']],
  ['is no longer there', wantedOf('m2', { file: undefined }), []],
])(
  'a model that %s leaves the old one reading, and that is told',
  async (_what, wanted, broken) => {
    const { keeper, want, text } = aKeeper(wantedOf('m1'), broken)
    await keeper.start()

    want(wanted)

    await expect.poll(() => keeper.serving().isModelOutdated).toBe(true)
    expect(keeper.serving()).toMatchObject({ modelVersion: 'm1', deploymentId: 'dep_m1' })
    expect(await text()).toMatch(/invoiceml_model_outdated(\{[^}]*\})? 1$/m)
  },
)

test('a model that could not be loaded is tried again later, and not all the time', async () => {
  vi.useFakeTimers()
  try {
    const { keeper, loaded, broken, want } = aKeeper(wantedOf('m1'), ['m2'])
    await keeper.start()
    want(wantedOf('m2'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(keeper.serving().isModelOutdated).toBe(true)
    broken.pop()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(loaded).toEqual(['m1'])
    // A clock that is set back changes nothing about that.
    vi.setSystemTime(Date.now() - 3_600_000)

    await vi.advanceTimersByTimeAsync(2_000)

    expect(keeper.serving()).toMatchObject({ modelVersion: 'm2', isModelOutdated: false })
  } finally {
    vi.useRealTimers()
  }
})

test('when a model that could not be loaded is wanted no more, all is well again', async () => {
  const { keeper, want } = aKeeper(wantedOf('m1'), ['m2'])
  await keeper.start()
  want(wantedOf('m2'))
  await expect.poll(() => keeper.serving().isModelOutdated).toBe(true)

  want(wantedOf('m1'))

  await expect.poll(() => keeper.serving().isModelOutdated).toBe(false)
  expect(keeper.serving().modelVersion).toBe('m1')
})

test('a worker that starts with a broken model reads with another one, and goes on trying', async () => {
  const { keeper, loaded } = aKeeper(wantedOf('m2'), ['m2'], [fileOf('m1')])

  await keeper.start()

  expect(loaded).toEqual(['m1'])
  expect(keeper.serving()).toEqual({
    modelVersion: 'm1',
    deploymentId: undefined,
    isModelOutdated: true,
  })
})

test('a model whose folder vanishes while it serves goes on reading, and that is told until it is back', async () => {
  vi.useFakeTimers()
  try {
    const { keeper, loaded, want, text } = aKeeper(wantedOf('m1'), [], [fileOf('m0')])
    await keeper.start()

    want(wantedOf('m1', { file: undefined }))
    await vi.advanceTimersByTimeAsync(100)

    expect(keeper.serving()).toMatchObject({ modelVersion: 'm1', isModelOutdated: true })
    expect(await text()).toMatch(/invoiceml_model_outdated(\{[^}]*\})? 1$/m)
    want(wantedOf('m1'))
    await vi.advanceTimersByTimeAsync(6_000)
    expect(keeper.serving()).toMatchObject({ modelVersion: 'm1', isModelOutdated: false })
    expect(loaded).toEqual(['m1', 'm1'])
  } finally {
    vi.useRealTimers()
  }
})

test.each([
  ['can no longer be loaded', wantedOf('m1'), ['m1']],
  ['is no longer there', wantedOf('m1', { file: undefined }), []],
])(
  'when no reader is left of a model that %s, another one reads, until it can be loaded again',
  async (_what, wanted, reasons) => {
    vi.useFakeTimers()
    try {
      const { keeper, broken, want, loseAll } = aKeeper(wantedOf('m1'), [], [fileOf('m0')])
      await keeper.start()
      broken.push(...reasons)
      loseAll()

      want(wanted)
      await vi.advanceTimersByTimeAsync(100)

      expect(keeper.serving()).toMatchObject({ modelVersion: 'm0', isModelOutdated: true })
      broken.pop()
      want(wantedOf('m1'))
      await vi.advanceTimersByTimeAsync(6_000)
      expect(keeper.serving()).toMatchObject({ modelVersion: 'm1', isModelOutdated: false })
    } finally {
      vi.useRealTimers()
    }
  },
)

test('a worker that can load no model does not start', async () => {
  const { keeper } = aKeeper(wantedOf('m2'), ['m1', 'm2'], [fileOf('m1')])

  await expect(keeper.start()).rejects.toThrow('m1 is broken')
})
