import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'
import type { Counts } from './trainer-tests.ts'

const folder = join(root, 'infra', 'prometheus')

/** Checks Prometheus' configuration and the unit tests of its rules, where promtool is there; one line says so where it is not. */
export function runPrometheusTests(say: (line: string) => void): Counts {
  if (spawnSync('promtool', ['--version'], { stdio: 'ignore' }).status !== 0) {
    say("The tests of Prometheus' rules are left out: no promtool (apt-get install prometheus)")
    return { passed: 0, failed: 0, skipped: 0 }
  }
  say("Running the tests of Prometheus' rules")
  const configs = ['prometheus.yml', 'prometheus.local.yml']
  const tests = globSync('tests/*.test.yml', { cwd: folder }).sort()
  const runs = [
    ...configs.map((file) => ['check', 'config', file]),
    ...tests.map((file) => ['test', 'rules', file]),
  ]
  const failed = runs.filter((args) => !passes(args)).length
  return { passed: runs.length - failed, failed, skipped: 0 }
}

/** What it prints is shown only when it fails. */
function passes(args: string[]): boolean {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) process.stdout.write(`${stdout}${stderr}`)
  return status === 0
}
