import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServicePlan } from './plan-services.ts'

/**
 * Writes where the services answer Prometheus, in the form of its file_sd_configs: `prometheus-targets/targets.json` in the data folder.
 */
export function writePrometheusTargets(
  dataDir: string,
  places: Pick<ServicePlan, 'service' | 'adminPort'>[],
): void {
  const groups = places.map(({ service, adminPort }) => ({
    targets: [`127.0.0.1:${adminPort}`],
    labels: { job: service },
  }))
  const folder = join(dataDir, 'prometheus-targets')
  const file = join(folder, 'targets.json')
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(groups, null, 2)}\n`)
  // Prometheus runs under another account and watches the folder; the mask of ours may keep what it writes to itself.
  chmodSync(folder, 0o755)
  chmodSync(`${file}.new`, 0o644)
  // Prometheus, which watches it, reads all of it or nothing.
  renameSync(`${file}.new`, file)
}
