import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writePrometheusTargets } from './prometheus-targets.ts'

test('Prometheus reads and watches where the services are, also of an account that keeps its files to itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'targets-'))
  const before = process.umask(0o077)
  onTestFinished(() => {
    process.umask(before)
    rmSync(folder, { recursive: true })
  })

  writePrometheusTargets(folder, [{ service: 'gateway', adminPort: 9100 }])

  const file = join(folder, 'prometheus-targets', 'targets.json')
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o755)
  expect(statSync(file).mode & 0o777).toBe(0o644)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([
    { targets: ['127.0.0.1:9100'], labels: { job: 'gateway' } },
  ])
})
