import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from '@invoice-ml/testing/network'
import type { Platform } from '../../infra/local/platform.ts'
import { childrenOf, familyOf } from '../support/processes.ts'
import { redisCommand } from '../support/redis-command.ts'
import { until } from '../support/wait.ts'
import type { Cable } from './cable.ts'
import type { FakeClock } from './fake-clock.ts'
import type { SmallDisk } from './small-disk.ts'

/** Something that goes wrong. `inject` resolves once it is over, not once everything has caught up. */
export type Fault = { name: string; inject: () => Promise<void> }

type Parts = {
  platform: Platform
  network: Network
  cable: Cable | undefined
  disk: SmallDisk | undefined
  clock: FakeClock | undefined
}

const cutMs = 8_000
// Longer than a connection to Redis waits for an answer.
const cableCutMs = 20_000
const slowMs = 15_000
const delayMs = 100
const fullMs = 8_000
const clockMs = 10_000

/** One fault of each kind that this machine allows, in the order in which they are injected. */
export function faultsOf({ platform, network, cable, disk, clock }: Parts): Fault[] {
  const killed = (name: string, signal: NodeJS.Signals, how = 'killed'): Fault => ({
    name: `${name} ${how}`,
    inject: async () => {
      const before = platform.pid(name)
      platform.kill(name, signal)
      await until(`a new ${name} runs`, () => platform.pid(name) !== before)
    },
  })
  /** As a process that hangs: nothing is answered, and nothing is refused. */
  const silent = (name: string): Fault => ({
    name: `${name} hangs for ${cutMs / 1_000} s`,
    inject: async () => {
      const family = familyOf(platform.pid(name) ?? 0)
      signal(family, 'SIGSTOP')
      await sleep(cutMs)
      signal(family, 'SIGCONT')
    },
  })
  return [
    ...platform.names.filter(isService).map((name) => killed(name, 'SIGKILL')),
    {
      name: 'readers killed',
      inject: async () => signal(childrenOf(platform.pid('inference-worker') ?? 0), 'SIGKILL'),
    },
    killed('redis', 'SIGTERM', 'restarted'),
    killed('redis', 'SIGKILL'),
    { name: 'redis emptied', inject: () => redisCommand(platform.redisUrl, 'FLUSHALL') },
    {
      name: 'connections to redis broken',
      inject: () => redisCommand(platform.redisUrl, 'CLIENT KILL TYPE normal SKIPME yes'),
    },
    silent('redis'),
    killed('postgres', 'SIGINT', 'restarted'),
    // It ends at once, as after a fault of its own, and recovers from its log.
    killed('postgres', 'SIGQUIT', 'crashed'),
    silent('postgres'),
    {
      name: `network to the stores ${delayMs} ms slower each way for ${slowMs / 1_000} s`,
      inject: () => network.beSlow(delayMs, slowMs),
    },
    ...(cable
      ? [
          {
            name: `network to the stores cut for ${cableCutMs / 1_000} s`,
            inject: () => cable.cut(cableCutMs),
          },
        ]
      : []),
    {
      name: 'connections to the stores dead without a goodbye',
      inject: async () => network.dropOpen(),
    },
    {
      name: 'services replaced one by one',
      inject: async () => {
        for (const name of platform.names.filter(isService)) {
          const before = platform.pid(name)
          platform.kill(name, 'SIGTERM')
          await until(`a new ${name} is ready`, async () => {
            return platform.pid(name) !== before && (await isReady(platform.adminUrl(name)))
          })
        }
      },
    },
    silent('inference-worker'),
    silent('gateway'),
    ...(disk ? [{ name: 'disk of files full', inject: () => disk.beFull(fullMs) }] : []),
    ...(clock
      ? [
          { name: 'clock of the services an hour ahead', inject: () => clock.jump(3_600, clockMs) },
          { name: 'clock of the services an hour back', inject: () => clock.jump(-3_600, clockMs) },
        ]
      : []),
  ]
}

function isReady(adminUrl: string): Promise<boolean> {
  return fetch(`${adminUrl}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function isService(name: string): boolean {
  return name !== 'redis' && name !== 'postgres'
}

function signal(pids: number[], what: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, what)
    } catch (error) {
      // It has ended since it was listed.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}
