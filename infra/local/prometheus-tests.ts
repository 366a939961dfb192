import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'
import { type Counts, run } from './trainer-tests.ts'

const folder = join(root, 'infra', 'prometheus')

/** Checks Prometheus' configuration and the unit tests of its rules, where promtool is there; one line says so where it is not. */
export async function runPrometheusTests(say: (line: string) => void): Promise<Counts> {
  if (!(await run('promtool', ['--version'], folder)).isOk) {
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
  let failed = 0
  for (const args of runs) if (!(await passes(args))) failed += 1
  return { passed: runs.length - failed, failed, skipped: 0 }
}

/** What it prints is shown only when it fails. */
async function passes(args: string[]): Promise<boolean> {
  const { isOk, output } = await run('promtool', args, folder)
  if (!isOk) process.stdout.write(output)
  return isOk
}
