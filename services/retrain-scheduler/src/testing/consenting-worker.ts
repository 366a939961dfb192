import { setTimeout as sleep } from 'node:timers/promises'
import {
  closeConnection,
  createProducerConnection,
  createWorkerRegistry,
  whenReady,
} from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import type { Database } from '@invoice-ml/storage'

const id = 'worker_consenting'
const patienceMs = 10_000

/** A worker that finds every model usable which is about to be deployed. Returns how to end it. */
export function consentingWorker(
  { pool }: Database,
  { url, logger }: { url: string; logger: Logger },
): () => Promise<void> {
  const connection = createProducerConnection({ url, logger })
  const registry = createWorkerRegistry(connection)
  let isStopped = false
  const consent = async () => {
    await whenReady(connection, patienceMs)
    while (!isStopped) {
      await registry.announce({ id, modelVersion: 'model_old', concurrency: 1 })
      // Held until it is written: who asked may close the check meanwhile.
      await pool.query(
        `insert into model_check_answers (check_id, worker_id)
         select id, $1 from model_checks for key share on conflict do nothing`,
        [id],
      )
      await sleep(100)
    }
    await registry.leave(id)
  }
  const running = consent()
  return async () => {
    isStopped = true
    await running
    await closeConnection(connection)
  }
}
