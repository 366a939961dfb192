import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export type Listener = {
  /** host:port */
  address: string
  /** How many connections have come. */
  connections: () => number
  close: () => void
}

/** Somebody on this machine whom nothing should ever call. */
export async function listener(): Promise<Listener> {
  let count = 0
  const server = createServer((socket) => {
    count += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    connections: () => count,
    close: () => void server.close(),
  }
}
