import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server on this machine. */
export type DyingNetwork = {
  port: number
  /** From now on nothing passes through the connections that are open, no goodbye either. New ones work. */
  dropOpen: () => void
  close: () => void
}

/** What leads to a server that a machine disappears from, when another takes over under its name: by TCP nobody is told. */
export async function createDyingNetwork(serverPort: number): Promise<DyingNetwork> {
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const target = connect(serverPort, '127.0.0.1')
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(from)
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('data', (chunk) => to.write(chunk))
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // A server that listens on a port has an address of this kind.
    port: (server.address() as AddressInfo).port,
    dropOpen: () => {
      for (const socket of open) {
        socket.removeAllListeners('data')
        socket.removeAllListeners('close')
        socket.pause()
      }
    },
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
