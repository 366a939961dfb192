import type { Job, JobId } from '@invoice-ml/contracts'
import { finalStatuses } from '@invoice-ml/contracts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'
import type { TestPlatform } from '../support/platform.ts'
import { submitUntilAccepted } from '../support/submit.ts'
import { until } from '../support/wait.ts'

const documents = 50
/** One in so many is a scan: those take long enough to be caught half way. */
const scanEvery = 10

export type Outcome = {
  /** Every accepted document as it ended. */
  jobs: Job[]
  /** Versions of the jobs that were done before the disturbance, then and at the end. */
  doneBefore: { then: string[]; atTheEnd: string[] }
}

/**
 * Submits fifty documents, disturbs the platform while some are done and many wait, and waits, without helping, until
 * every document has come to its end.
 * @param seed makes the documents differ from those of other runs
 */
export async function disturbUnderLoad(
  { client }: TestPlatform,
  seed: number,
  disturb: () => Promise<void> | void,
): Promise<Outcome> {
  const run = `chaos-${seed}`
  const ids: JobId[] = []
  const submitting = (async () => {
    for (let i = 0; i < documents; i++) ids.push(await submit(client, run, seed * 1_000 + i, i))
  })()
  const isDone = (job: Job) => finalStatuses.includes(job.status)
  await until(
    'some documents are done',
    async () => (await list(client, run)).filter(isDone).length >= 5,
  )
  const doneIds = (await list(client, run)).filter(isDone).map((job) => job.job_id)
  const then = await Promise.all(doneIds.map((id) => versionOf(client, id)))

  await disturb()

  await submitting
  const jobs = await Promise.all(ids.map((id) => client.waitForJob(id)))
  const atTheEnd = await Promise.all(doneIds.map((id) => versionOf(client, id)))
  return { jobs, doneBefore: { then, atTheEnd } }
}

async function submit(
  client: TestPlatform['client'],
  run: string,
  seed: number,
  index: number,
): Promise<JobId> {
  const upload = await (index % scanEvery === 0 ? scannedInvoice(seed) : textInvoice(seed))
  return submitUntilAccepted(client, upload, {
    externalId: run,
    idempotencyKey: `${run}-${index}`,
  })
}

async function list(client: TestPlatform['client'], run: string): Promise<Job[]> {
  const { data } = await client.http.get('/jobs', { params: { external_id: run, limit: 100 } })
  return data.jobs ?? []
}

async function versionOf(client: TestPlatform['client'], jobId: JobId): Promise<string> {
  const { headers } = await client.http.get(`/jobs/${jobId}`)
  return String(headers.etag)
}
