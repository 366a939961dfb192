import { freePorts } from '../../infra/local/ports.ts'

// The system's own range for outgoing connections begins at 32,768.
const firstOfAll = 19_000
const portsEach = 40

let next = firstOfAll + (process.pid % 320) * portsEach

/** The first of `count` ports that this process has not asked for, and that processes beside it hardly look for. */
export function reservePorts(count: number): number {
  const first = next
  next += count
  return first
}

/** A port that is free, another at every call. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1, reservePorts(1))
  next = Math.max(next, port + 1)
  return port
}
