import { type Client, createClient, type ExtractOptions, type Upload } from '@invoice-ml/client'
import { type Job, ProblemError } from '@invoice-ml/contracts'
import { afterEach, expect, inject } from 'vitest'
import { answerOf, breachIn } from './contract.ts'

/** A client of each gateway of the platform under test. A test fails when an answer is not as the contract says. */
export function clients(): [Client, Client] {
  const [first = '', second = first] = inject('platformUrls')
  const breaches: string[] = []
  afterEach(() => {
    expect(breaches.splice(0)).toEqual([])
  })
  return [checkedClient(first, breaches), checkedClient(second, breaches)]
}

function checkedClient(baseUrl: string, breaches: string[]): Client {
  const client = createClient({ baseUrl })
  client.http.interceptors.response.use((response) => {
    const breach = breachIn(answerOf(response))
    if (breach) breaches.push(breach)
    return response
  })
  return client
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
