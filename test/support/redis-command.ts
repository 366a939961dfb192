import { connect } from 'node:net'

/** Sends one command to a Redis and waits for its answer. Throws when it is an error. */
export function redisCommand(url: string, command: string): Promise<void> {
  const { hostname, port, password } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.once('connect', () => socket.write(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.once('error', reject)
    socket.once('close', () => (answer.includes('-') ? reject(new Error(answer)) : resolve()))
  })
}
