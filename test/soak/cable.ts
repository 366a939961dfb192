import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createNetwork } from '@invoice-ml/testing/network'

/** Two name spaces of the network and what joins them. */
export type Cable = {
  /** The same address, by way of the other name space. */
  lead: (address: string) => Promise<string>
  /** Nothing passes for so long, and nobody is told. */
  cut: (forMs: number) => Promise<void>
  stop: () => void
}

/** Undefined where we may not make a name space: that takes root and iproute2. */
export function createCable(): Cable | undefined {
  const name = `iml-${process.pid}`
  const [near, far] = [`${name}-a`, `${name}-b`]
  // Of the range for tests of networks (RFC 2544), another for each process.
  const address = (end: 1 | 2) => `198.18.${process.pid % 256}.${end}`
  const remove = () => {
    ip('link', 'del', near)
    ip('netns', 'del', name)
  }
  const isJoined =
    ip('netns', 'add', name) &&
    ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far) &&
    ip('link', 'set', far, 'netns', name) &&
    ip('addr', 'add', `${address(1)}/30`, 'dev', near) &&
    ip('link', 'set', near, 'up') &&
    ip('-n', name, 'addr', 'add', `${address(2)}/30`, 'dev', far) &&
    ip('-n', name, 'link', 'set', far, 'up')
  if (!isJoined) {
    remove()
    return undefined
  }
  const home = createNetwork(address(1))
  const beyond: ChildProcess[] = []
  return {
    async lead(direct) {
      const back = await home.lead(direct)
      const program = join(import.meta.dirname, 'beyond.ts')
      const child = spawn(
        'ip',
        ['netns', 'exec', name, process.execPath, program, address(2), back],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      beyond.push(child)
      const [entrance] = await once(createInterface(child.stdout), 'line')
      return String(entrance)
    },
    async cut(forMs) {
      ip('link', 'set', near, 'down')
      await sleep(forMs)
      ip('link', 'set', near, 'up')
    },
    stop: () => {
      for (const child of beyond) child.kill('SIGKILL')
      home.stop()
      remove()
    },
  }
}

function ip(...args: string[]): boolean {
  return spawnSync('ip', args).status === 0
}
