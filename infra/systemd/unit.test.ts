import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '../local/paths.ts'

const unit = readFileSync(join(root, 'infra/systemd/invoice-ml.service'), 'utf8')

/** In place of the platform. */
const start = `
  process.on('SIGINT', () => {
    console.log('stopped in order')
    process.exit()
  })
  setInterval(() => {}, 1_000)
  console.error('running')
`

test('the one process that systemd signals passes it on, and the platform stops in order', async () => {
  const service = spawn('/bin/sh', ['-c', `exec ${settingOf('ExecStart')}`], {
    cwd: checkoutWith(start),
    env: { ...process.env, REDIS_URL: 'redis://127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a service has: what it starts hears of nothing but through it.
    detached: true,
  })
  const { pid = 0 } = service
  onTestFinished(() => void spawnSync('kill', ['-KILL', '--', `-${pid}`]))
  const printed = text(service.stdout)
  await once(service.stderr, 'data')

  process.kill(pid, settingOf('KillSignal'))

  expect(await once(service, 'exit')).toEqual([0, null])
  expect(await printed).toContain('stopped in order')
})

function settingOf(name: string): string {
  const [, value = ''] = unit.match(new RegExp(`^${name}=(.*)$`, 'm')) ?? []
  return value.replace('/usr/bin/', '')
}

/** A checkout with another program as its `infra/local/start.ts`. */
function checkoutWith(program: string): string {
  const checkout = mkdtempSync(join(tmpdir(), 'invoice-ml-checkout-'))
  onTestFinished(() => rmSync(checkout, { recursive: true }))
  mkdirSync(join(checkout, 'infra/local'), { recursive: true })
  writeFileSync(join(checkout, 'infra/local/start.ts'), program)
  for (const file of ['infra/local/bootstrap.mjs', 'infra/local/environment.mjs'])
    copyFileSync(join(root, file), join(checkout, file))
  // All that is installed, so that nothing is: it would be into the checkout that the links lead to.
  const installed = ['node_modules', '.tools']
  for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...installed])
    symlinkSync(join(root, name), join(checkout, name))
  return checkout
}
