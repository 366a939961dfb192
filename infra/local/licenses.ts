// `npm run licenses`: the licence of every package that the product is made of, against those that are allowed.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isAllowed } from './license.ts'
import { root } from './paths.ts'

type Licensed = { name: string; versions: string[] }

// What only tests and benches use is no part of it.
const apart = ['@invoice-ml/test', '@invoice-ml/testing', '@invoice-ml/synthetic']

const pnpm = join(root, '.tools', 'node_modules', 'pnpm', 'bin', 'pnpm.mjs')
const filters = apart.flatMap((name) => ['--filter', `!${name}`])
const { stdout, stderr, status } = spawnSync(
  process.execPath,
  [pnpm, 'licenses', 'list', '--recursive', '--prod', '--json', ...filters],
  {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
    env: {
      ...process.env,
      pnpm_config_pm_on_fail: 'ignore',
      pnpm_config_node_version: process.versions.node,
    },
  },
)
if (status !== 0) throw new Error(`pnpm ended with ${status}: ${stderr}`)

// As pnpm writes it; before it, it may warn.
const byLicense = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, Licensed[]>
const packages = Object.entries(byLicense).flatMap(([license, list]) =>
  list.map(({ name, versions }) => ({ name, license, version: versions.join(', ') })),
)
const refused = packages.filter((one) => !isAllowed(one))
for (const { name, version, license } of refused)
  process.stderr.write(`${name} ${version} is under ${license}\n`)
process.stdout.write(`${packages.length} packages, ${refused.length} under a licence not allowed\n`)
// A product of nothing is a list that could not be made.
if (refused.length > 0 || packages.length === 0) process.exitCode = 1
