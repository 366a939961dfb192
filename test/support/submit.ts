import type { Client, ExtractOptions, Upload } from '@invoice-ml/client'
import type { JobId } from '@invoice-ml/contracts'
import { until } from './wait.ts'

/** Repeats what was not answered, with the same key: whether it was accepted or not, there will be one job. */
export async function submitUntilAccepted(
  client: Client,
  upload: Upload,
  options: ExtractOptions & { idempotencyKey: string },
): Promise<JobId> {
  let jobId: JobId | undefined
  await until(`${options.idempotencyKey} is accepted`, async () => {
    jobId = await client.extract(upload, options).then(
      (submission) => submission.jobId,
      () => undefined,
    )
    return jobId !== undefined
  })
  return jobId ?? ''
}
