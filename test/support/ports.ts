import { freePorts } from '../../infra/local/ports.ts'

// The system's own range for outgoing connections begins at 32,768.
const firstOfAll = 19_000
const portsEach = 40

// Of the process and not of this module, which is loaded once for each setup.
const ofThisProcess = globalThis as { nextTestPort?: number }
ofThisProcess.nextTestPort ??= firstOfAll + (process.pid % 320) * portsEach

/** The first of `count` ports that this process has not asked for, and that processes beside it hardly look for. */
export function reservePorts(count: number): number {
  const first = ofThisProcess.nextTestPort ?? firstOfAll
  ofThisProcess.nextTestPort = first + count
  return first
}

/** A port that is free, another at every call. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1, reservePorts(1))
  ofThisProcess.nextTestPort = Math.max(ofThisProcess.nextTestPort ?? 0, port + 1)
  return port
}
