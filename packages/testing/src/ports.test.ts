import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { freePort, reservePorts } from './ports.ts'

/** The ports that another process reserved, which it keeps until it is ended. */
async function reservedElsewhere(): Promise<number> {
  const program = `
    import { reservePorts } from ${JSON.stringify(import.meta.resolve('./ports.ts'))}
    console.log(await reservePorts(25))
    process.stdout.end()
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  processes.push(child)
  return Number(await text(child.stdout))
}

const processes: ReturnType<typeof spawn>[] = []

test('processes that reserve ports at once get different ones', async () => {
  try {
    const own = reservePorts(25)
    const firsts = await Promise.all([own, ...Array.from({ length: 4 }, reservedElsewhere)])
    const ports = firsts.flatMap((first) => Array.from({ length: 25 }, (_, i) => first + i))
    expect(new Set(ports).size).toBe(125)
  } finally {
    for (const child of processes) child.kill('SIGKILL')
  }
})

test('a port is another at every call, beyond one band as well', async () => {
  const ports: number[] = []
  for (let i = 0; i < 60; i++) ports.push(await freePort())
  expect(new Set(ports).size).toBe(60)
})

test('ports beside one that a stranger listens on are left alone', async () => {
  const [here, next] = [await reservePorts(39), await reservePorts(39)]
  const stranger = createServer().listen(next + 60, '127.0.0.1')
  await once(stranger, 'listening')
  const reserved = await reservePorts(39)
  expect(next).not.toBe(here)
  expect(reserved <= next + 60 && next + 60 < reserved + 39).toBe(false)
  stranger.close()
})
