import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { type Answer, answerOf, breachIn, describedOperations } from '../support/contract.ts'
import { textInvoice } from '../support/invoices.ts'
import { type DrawnRequest, requestsTo } from '../support/schema-requests.ts'

const [client] = clients()
const runs = { numRuns: 50, seed: 20_260_115, endOnFailure: true }
// Each may have every reader renewed.
const runsOfSlowOnes = { ...runs, numRuns: 5 }

let known: Record<string, string> = {}
beforeAll(async () => {
  const { job_id } = await extractToTheEnd(client, await textInvoice(9_001))
  known = { job_id }
})

async function send({ method, url, headers, body }: DrawnRequest): Promise<Answer> {
  // It never ends by itself: that it begins as it should is all there is to see.
  const isEndless = url.split('?')[0] === '/events'
  const responseType = isEndless ? ('stream' as const) : ('arraybuffer' as const)
  const response = await client.http.request({ method, url, headers, data: body, responseType })
  if (isEndless) response.data.destroy()
  return answerOf(response)
}

// What is erased is not there for the next.
const erasing = describedOperations.filter(({ method }) => method === 'delete')
const others = describedOperations.filter((operation) => !erasing.includes(operation))

test.each([...others, ...erasing])(
  '$method $path answers whatever it is sent as the contract says',
  async (operation) => {
    await fc.assert(
      fc.asyncProperty(requestsTo(operation, known), async (request) => {
        const answer = await send(request)

        expect(breachIn(answer)).toBeUndefined()
        expect(answer.status).toBeLessThan(500)
        // What a body says may contradict itself, which no schema tells.
        if (request.isValid && request.body === undefined) expect(answer.status).not.toBe(400)
        if (!request.isValid && !(request.body instanceof FormData))
          expect(answer.status).toBeGreaterThanOrEqual(400)
      }),
      operation.path === '/reload-model' ? runsOfSlowOnes : runs,
    )
  },
)
