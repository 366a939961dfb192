import { createServer } from 'node:net'

/** Whether a server could listen there now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/**
 * Free ports from `first` upwards, each once. Asking the system for any free port would give one of the range from
 * which outgoing connections take theirs, and a server that restarts could find it taken.
 */
export async function freePorts(count: number, first: number): Promise<number[]> {
  const found: number[] = []
  for (let port = first; found.length < count; port++) {
    if (port > 32_000) throw new Error(`No ${count} free ports above ${first}`)
    if (await isFree(port)) found.push(port)
  }
  return found
}
