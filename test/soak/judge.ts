import type { Client } from '@invoice-ml/client'
import type { JobId } from '@invoice-ml/contracts'
import type { ErpStub } from '../support/erp-stub.ts'
import { until } from '../support/wait.ts'
import { readingOf } from './documents.ts'
import type { MemoryWatch } from './memory.ts'
import type { Traffic } from './traffic.ts'

type Evidence = {
  client: Client
  traffic: Traffic
  erp: ErpStub
  /** The external_id of all jobs. */
  run: string
  memory: ReturnType<MemoryWatch['stop']>
}

const patienceMs = 3_600_000
const webhookPatienceMs = 600_000
// Between the second third and the last; a service that was killed begins anew, so that some go up and others down.
const maxGrowth = 1.25
const smallMegabytes = 50

/** Waits until all has come to its end, and says what is not as it must be. */
export async function judge({ client, traffic, erp, run, memory }: Evidence): Promise<string[]> {
  const mistakes = traffic.givenUp.map((mark) => `${mark} was never accepted`)
  for (const [what, count] of traffic.wrong) mistakes.push(`${count} × ${what}`)
  for (const { jobId, document } of traffic.accepted) {
    const job = await client.waitForJob(jobId, { timeoutMs: patienceMs })
    if (job.status !== 'completed') mistakes.push(`${jobId} ended as ${job.status}`)
    else if (readingOf(job) !== document.reading) mistakes.push(`${jobId} was read differently`)
  }
  const ids = new Set(traffic.accepted.map(({ jobId }) => jobId))
  const doubled = (await idsOf(client, run)).filter((id) => !ids.has(id))
  mistakes.push(...doubled.map((id) => `${id} exists beside its twin`))
  const unheard = () => {
    const told = new Set(Array.from(erp.events.values(), (event) => event.data.job_id))
    return [...ids].filter((id) => !told.has(id))
  }
  // Only what could be verified counts: what was signed with a clock that is wrong is sent again.
  await until('every event arrives', () => unheard().length === 0, webhookPatienceMs).catch(() => {
    mistakes.push(...unheard().map((id) => `nobody was told of ${id}`))
  })
  for (const { name, megabytes } of memory) {
    const [first, second, after] = megabytes
    // One that was started anew holds less for a while.
    const before = Math.max(first, second)
    if (after > before * maxGrowth + smallMegabytes)
      mistakes.push(`${name} grew from ${before.toFixed(0)} to ${after.toFixed(0)} MB`)
  }
  return mistakes
}

async function idsOf(client: Client, run: string): Promise<JobId[]> {
  const found: JobId[] = []
  let cursor: string | undefined
  do {
    const { data } = await client.http.get('/jobs', {
      params: { external_id: run, limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    })
    found.push(...data.jobs.map(({ job_id }: { job_id: JobId }) => job_id))
    cursor = data.next_cursor ?? undefined
  } while (cursor !== undefined)
  return found
}
