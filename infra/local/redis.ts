import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type Child, createChild, type Watcher } from './child.ts'

type Options = {
  dir: string
  port: number
  password: string
  logFile: string
  /** False for tests: what is written need not survive the machine. */
  isDurable: boolean
}

export type Server = { url: string; child: Child }

/** A Redis of our own: loopback, a password, an append-only file, and nothing is ever evicted. */
export function createRedis(options: Options, watcher: Watcher): Server {
  const { dir, port, password, logFile } = options
  // It holds what was read on invoices.
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  const config = join(dir, 'redis.conf')
  // In a file and not among the arguments, which every user of the machine can read.
  writeFileSync(config, configuration(options), { mode: 0o600 })
  const child = createChild(
    {
      name: 'redis',
      command: 'redis-server',
      args: [config],
      logFile,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 20_000,
      isReady: () => answersPing('127.0.0.1', port, password),
      readyTimeoutMs: 60_000,
    },
    watcher,
  )
  return { url: `redis://:${password}@127.0.0.1:${port}`, child }
}

function configuration({ dir, port, password, isDurable }: Options): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${dir}"`,
    'daemonize no',
    'appendonly yes',
    `appendfsync ${isDurable ? 'everysec' : 'no'}`,
    'save ""',
    'maxmemory-policy noeviction',
    '',
  ].join('\n')
}

/** Whether a Redis accepts the password there and answers: not while it still loads its file. */
export function answersPing(host: string, port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 })
    let answer = ''
    const finish = (isReady: boolean) => {
      socket.destroy()
      resolve(isReady)
    }
    socket.once('connect', () => socket.write(`${password && `AUTH ${password}\r\n`}PING\r\n`))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (answer.includes('+PONG')) finish(true)
      if (answer.includes('-')) finish(false)
    })
    socket.once('timeout', () => finish(false))
    socket.once('error', () => finish(false))
    socket.once('close', () => finish(false))
  })
}
