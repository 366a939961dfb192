import type { Priority } from '@invoice-ml/contracts'
import type { WorkerPresence, WorkerRegistry } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import { type Deployments, findNewestModel, type Jobs } from '@invoice-ml/storage'
import { remember } from './remember.ts'

/** What many requests ask, looked up at most once a second. */
export type PlatformState = {
  workers: () => Promise<WorkerPresence[]>
  /** The model that is to read: the one deployed; while none is, what workers read with, or the newest on disk. */
  modelVersion: () => Promise<string>
  /** Jobs that are read, or will be, before one of this priority that arrives now. */
  jobsAhead: (priority: Priority) => Promise<number>
  /** Seconds until a document of this priority that arrives now is read; a single one, unless it is said. */
  expectedWaitSeconds: (priority?: Priority) => Promise<number>
  /** Seconds until so many of those that wait are read. */
  secondsToRead: (count: number) => Promise<number>
}

const fresh = 1_000
const durationFresh = 30_000
// Before anything was read: about one scanned page.
const assumedDurationMs = 1_500

export function createPlatformState(
  registry: Pick<WorkerRegistry, 'list'>,
  jobs: Pick<Jobs, 'countOpen' | 'medianReadingMs'>,
  deployments: Pick<Deployments, 'current'>,
  { modelDir, logger }: { modelDir: string; logger: Logger },
): PlatformState {
  const workers = remember(fresh, () => registry.list())
  const modelOnDisk = remember(fresh, () =>
    findNewestModel(modelDir, (error) => logger.warn('model left out', { error })),
  )
  const deployed = remember(fresh, () => deployments.current())
  const open = remember(fresh, () => jobs.countOpen())
  const durationMs = remember(
    durationFresh,
    async () => (await jobs.medianReadingMs()) ?? assumedDurationMs,
  )
  // Redis is away: whoever asks gets what is known without it.
  const knownWorkers = () => workers().catch((): WorkerPresence[] => [])
  async function jobsAhead(priority: Priority): Promise<number> {
    const { processing, interactive, batch } = await open()
    return processing + interactive + (priority === 'batch' ? batch : 0)
  }
  async function secondsToRead(count: number): Promise<number> {
    const [present, each] = await Promise.all([knownWorkers(), durationMs()])
    const atOnce = present.reduce((sum, { concurrency }) => sum + concurrency, 0)
    return Math.max(1, Math.ceil((count * each) / 1_000 / Math.max(1, atOnce)))
  }
  return {
    workers,
    jobsAhead,
    modelVersion: async () => {
      const [deployment, [worker]] = await Promise.all([deployed(), knownWorkers()])
      const version = deployment?.modelVersion ?? worker?.modelVersion
      return version ?? (await modelOnDisk())?.version ?? 'words-only'
    },
    expectedWaitSeconds: async (priority = 'interactive') =>
      secondsToRead((await jobsAhead(priority)) + 1),
    secondsToRead,
  }
}
