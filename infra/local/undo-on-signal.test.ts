import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

/** What it works with is taken from it while it is interrupted. */
const program = `
  const { undoOnSignal } = await import(${JSON.stringify(join(import.meta.dirname, 'undo-on-signal.ts'))})
  const { promise, reject } = Promise.withResolvers()
  undoOnSignal(() => console.log('folder erased'))
  undoOnSignal(async () => {
    reject(new Error('the platform is gone'))
    await new Promise((resolve) => setTimeout(resolve))
    console.log('platform stopped')
  })
  setInterval(() => {}, 1_000)
  console.error('running')
  await promise
`

test('a program that is interrupted undoes what it has done, the last first, and says of which signal it ended', async () => {
  const { VITEST: _, ...env } = process.env
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = text(child.stdout)
  await once(child.stderr, 'data')

  child.kill('SIGINT')
  child.kill('SIGINT')

  expect(await once(child, 'exit')).toEqual([130, null])
  expect(await printed).toBe('platform stopped\nfolder erased\n')
})
