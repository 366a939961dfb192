import { type Client, createClient } from '@invoice-ml/client'
import type { JobId } from '@invoice-ml/contracts'
import { answerOf, breachIn } from '../support/contract.ts'
import { submitUntilAccepted } from '../support/submit.ts'
import { copyOf, type KnownDocument } from './documents.ts'

export type Accepted = { jobId: JobId; document: KnownDocument }

export type Traffic = {
  accepted: Accepted[]
  /** Answers that the contract does not know, and faults of the platform: each once, with how often it came. */
  wrong: Map<string, number>
  /** Documents that were given up: never accepted, though sent again and again. */
  givenUp: string[]
  answers: () => number
  /** Sends nothing more, and waits for what is under way. */
  stop: () => Promise<void>
}

type Options = {
  url: string
  /** What every job is marked with, as its external_id. */
  run: string
  documents: KnownDocument[]
  perSecond: number
}

const readEveryMs = 200
// Lists and exports ask more of the database than a look at a job does.
const heavyReadEvery = 10

/** Uploads at a steady rate, and reads what became of it, as many clients do: whatever else happens. */
export function startTraffic({ url, run, documents, perSecond }: Options): Traffic {
  const wrong = new Map<string, number>()
  let answers = 0
  const client = watchedClient(url, (breach) => {
    answers += 1
    if (breach !== undefined) wrong.set(breach, (wrong.get(breach) ?? 0) + 1)
  })
  const accepted: Accepted[] = []
  const givenUp: string[] = []
  const underWay = new Set<Promise<void>>()
  let uploads = 0
  let reads = 0

  const upload = async () => {
    const mark = `${run}-${uploads}`
    const document = documents[uploads % documents.length]
    uploads += 1
    if (document === undefined) return
    await submitUntilAccepted(client, copyOf(document, mark), {
      externalId: run,
      idempotencyKey: mark,
      priority: uploads % 5 === 0 ? 'batch' : 'interactive',
    }).then(
      (jobId) => accepted.push({ jobId, document }),
      () => givenUp.push(mark),
    )
  }
  const read = async () => {
    reads += 1
    const some = accepted[(reads * 7) % Math.max(1, accepted.length)]
    const heavy = ['/jobs?limit=50', '/stats', `/exports?format=csv&external_id=${run}&limit=100`]
    const path =
      reads % heavyReadEvery === 0
        ? heavy[(reads / heavyReadEvery) % heavy.length]
        : some && `/jobs/${some.jobId}`
    // Without an answer there is nothing to compare; that is what a killed gateway looks like.
    if (path !== undefined) await client.http.get(path).catch(() => undefined)
  }
  const follow = (work: Promise<void>) => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }
  const timers = [
    setInterval(() => follow(upload()), 1_000 / perSecond),
    setInterval(() => follow(read()), readEveryMs),
  ]
  return {
    accepted,
    wrong,
    givenUp,
    answers: () => answers,
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(underWay)
    },
  }
}

/** A client whose every answer is compared with the contract. A platform in trouble may say so, by 503 alone. */
function watchedClient(url: string, onAnswer: (breach: string | undefined) => void): Client {
  const client = createClient({ baseUrl: url })
  client.http.interceptors.response.use((response) => {
    const { method, path, status } = answerOf(response)
    const isFault = status >= 500 && status !== 503
    onAnswer(isFault ? `${method} ${path}: ${status}` : breachIn(answerOf(response)))
    return response
  })
  return client
}
