import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@invoice-ml/storage'

/** A worker that finds every model usable which is about to be deployed. Returns how to end it. */
export function consentingWorker({ pool }: Database): () => Promise<void> {
  let isStopped = false
  const consent = async () => {
    while (!isStopped) {
      const { rows } = await pool.query(`select to_regclass('model_checks') is not null as asks`)
      if (rows[0]?.asks)
        await pool.query(
          `insert into model_check_answers (check_id, worker_id) select id, 'worker_test' from model_checks
           on conflict do nothing`,
        )
      await sleep(100)
    }
  }
  const running = consent()
  return async () => {
    isStopped = true
    await running
  }
}
