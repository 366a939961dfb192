import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { pipeline, Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

export type Network = {
  /** The same address, by way of this network. */
  lead: (address: string) => Promise<string>
  /** Lets what is sent arrive so much later, in each direction, for so long. */
  beSlow: (delayMs: number, forMs: number) => Promise<void>
  /**
   * Nothing that is sent arrives any more by the connections that are open; new ones work. So it is when a machine disappears
   * and another takes over its name.
   */
  dropOpen: () => void
  /** Breaks off every connection. */
  stop: () => void
}

/** A network between the services and their stores, by TCP: what control of the kernel's own queues is not needed for. It is entered at `host`. */
export function createNetwork(host = '127.0.0.1'): Network {
  const stops: (() => void)[] = []
  let delayMs = 0
  let drops = 0
  // What comes while something is on its way is as late as that, not later, and never overtakes it.
  function delayed(): Transform {
    const dropsBefore = drops
    let lastDueAt = 0
    const inDelay = (act: () => void, delay: number) => {
      const now = performance.now()
      lastDueAt = Math.max(lastDueAt, now + delay)
      if (lastDueAt <= now) act()
      else setTimeout(act, lastDueAt - now)
    }
    return new Transform({
      transform(chunk, _encoding, done) {
        if (drops === dropsBefore) inDelay(() => this.push(chunk), delayMs)
        done()
      },
      flush: (done) => inDelay(done, 0),
    })
  }
  return {
    async lead(address) {
      const url = new URL(address)
      const { port: storePort, hostname } = url
      const open = new Set<Socket>()
      const server = createServer((client) => {
        const store = connect(Number(storePort), hostname)
        for (const [from, to] of [
          [client, store],
          [store, client],
        ] as const) {
          open.add(from)
          from.setNoDelay(true)
          from.on('close', () => open.delete(from))
          // Whoever breaks off at one side is gone at the other.
          pipeline(from, delayed(), to, (error) => {
            if (error) for (const socket of [from, to]) socket.destroy()
          })
        }
      }).listen(0, host)
      await once(server, 'listening')
      stops.push(() => {
        server.close()
        for (const socket of open) socket.destroy()
      })
      // A server that listens on a port has an address of this kind.
      const { port } = server.address() as AddressInfo
      url.hostname = host
      url.port = `${port}`
      return url.href
    },
    async beSlow(ms, forMs) {
      delayMs = ms
      await sleep(forMs)
      delayMs = 0
    },
    dropOpen: () => {
      drops++
    },
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}
