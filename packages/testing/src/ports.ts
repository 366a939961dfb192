import { createServer, type Server } from 'node:net'

// Below what Linux (32,768) and gVisor (16,000) give to outgoing connections, away from what a platform listens on.
const [first, last] = [10_000, 14_999]
const bandSize = 40

// Of the process and not of this module, which is loaded once for each setup.
const ofThisProcess = globalThis as { testPorts?: { next: number; end: number } }

/** A port that nobody listens on, another at every call. */
export function freePort(): Promise<number> {
  return reservePorts(1)
}

/**
 * The first of `count` ports in a row, 39 at most, that nobody listens on. No other call, of no process, gets one of
 * them while this process runs.
 * @throws Error when every band of ports is in use.
 */
export async function reservePorts(count: number): Promise<number> {
  let own = ofThisProcess.testPorts
  if (own === undefined || own.next + count > own.end) {
    const start = await claimBand()
    own = { next: start + 1, end: start + bandSize }
    ofThisProcess.testPorts = own
  }
  const reserved = own.next
  own.next += count
  return reserved
}

/** Listens on the first port of a band as long as the process runs, which is what keeps others away from the band. */
async function claimBand(): Promise<number> {
  for (let start = first; start + bandSize - 1 <= last; start += bandSize) {
    const lock = await listen(start)
    if (lock === undefined) continue
    if (await areFree(start + 1, start + bandSize - 1)) return start
    await close(lock)
  }
  throw new Error(`No ${bandSize} free ports in a row from ${first} to ${last}`)
}

async function areFree(from: number, to: number): Promise<boolean> {
  for (let port = from; port <= to; port++) {
    const server = await listen(port)
    if (server === undefined) return false
    await close(server)
  }
  return true
}

/** Undefined when another listens there. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server.unref()))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
