import { type Client, createClient, type ExtractOptions, type Upload } from '@invoice-ml/client'
import { type Job, ProblemError } from '@invoice-ml/contracts'
import { inject } from 'vitest'

/** A client of each gateway of the platform under test. */
export function clients(): [Client, Client] {
  const [first = '', second = first] = inject('platformUrls')
  return [createClient({ baseUrl: first }), createClient({ baseUrl: second })]
}

/** The job of an upload, once it is done. */
export async function extractToTheEnd(
  client: Client,
  upload: Upload,
  options: ExtractOptions = {},
): Promise<Job> {
  const { jobId } = await client.extract(upload, options)
  return client.waitForJob(jobId)
}

/** The code of the problem that an upload ends with, at the door or later. */
export async function problemOf(client: Client, upload: Upload): Promise<string> {
  try {
    const job = await extractToTheEnd(client, upload)
    return job.problem?.code ?? job.status
  } catch (error) {
    if (error instanceof ProblemError) return error.code
    throw error
  }
}
