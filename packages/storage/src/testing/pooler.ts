import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Pooler = {
  /** The same database, by way of the pooler. */
  url: string
  close: () => void
}

/**
 * A pooler before PostgreSQL that lends each transaction the connection that has rested longest, as PgBouncer with
 * `pool_mode = transaction` may. Each client logs in over a new one, which is everybody's from then on: one is always at rest.
 */
export async function startPooler(url: string): Promise<Pooler> {
  const { hostname, port } = new URL(url)
  const sockets: Socket[] = []
  const resting: Socket[] = []
  const server = createServer((client) => {
    let lent: Socket | undefined
    const lend = (postgres: Socket) => {
      const isOver = endOfTransaction()
      postgres.removeAllListeners('data').on('data', (data) => {
        if (isOver(data)) {
          resting.push(postgres)
          lent = undefined
        }
        client.write(data)
      })
      return postgres
    }
    const login = connect(Number(port), hostname)
    lent = lend(login)
    sockets.push(client, login)
    client.on('data', (data) => {
      // Nobody's goodbye ends what is everybody's.
      if (data.toString('latin1', 0, 1) === 'X') {
        client.end()
        return
      }
      lent ??= lend(resting.shift() ?? login)
      lent.write(data)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const pooled = new URL(url)
  // A server that listens on a port has an address of this kind.
  pooled.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: pooled.href,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Tells of what PostgreSQL says, in pieces of any size, whether it then waits for a query, and in no transaction. */
function endOfTransaction(): (piece: Buffer) => boolean {
  let rest = Buffer.alloc(0)
  return (piece) => {
    rest = Buffer.concat([rest, piece])
    let isOver = false
    // A letter for what it is, four bytes for the length of themselves and what follows.
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const message = rest.subarray(0, 1 + rest.readUInt32BE(1))
      isOver = message.toString('latin1', 0, 1) === 'Z' && message.toString('latin1', 5) === 'I'
      rest = rest.subarray(message.length)
    }
    return isOver
  }
}
