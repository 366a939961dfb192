import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type FrontDoor = { url: string; stop: () => void }

/** What stands before several gateways: gives them connections in turn, and passes over those that do not answer. */
export async function openFrontDoor(ports: number[]): Promise<FrontDoor> {
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    // Whoever breaks off at one side is gone at the other.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    return socket
  }
  let turn = 0
  const server = createServer((client) => {
    turn += 1
    void serve(keep(client), turn, ports, keep)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

async function serve(
  client: Socket,
  turn: number,
  ports: number[],
  keep: (socket: Socket) => Socket,
): Promise<void> {
  for (const offset of ports.keys()) {
    const gateway = keep(connect(ports[(turn + offset) % ports.length] ?? 0, '127.0.0.1'))
    const isThere = await once(gateway, 'connect').then(
      () => true,
      () => false,
    )
    if (!isThere) continue
    client.pipe(gateway).pipe(client)
    client.on('close', () => gateway.destroy())
    gateway.on('close', () => client.destroy())
    return
  }
  client.destroy()
}
