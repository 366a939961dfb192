import { spawnSync } from 'node:child_process'
import type { Platform } from '../../infra/local/platform.ts'
import { familyOf } from '../support/processes.ts'

/** Confines every process of a platform, with its threads and what it will start, to one core. False where that cannot be done. */
export function pinToOneCore(platform: Platform, core: number): boolean {
  const pids = platform.names.flatMap((name) => familyOf(platform.pid(name) ?? 0))
  const outcomes = pids.map((pid) => spawnSync('taskset', ['-a', '-c', '-p', `${core}`, `${pid}`]))
  return outcomes.every(({ status }) => status === 0)
}
