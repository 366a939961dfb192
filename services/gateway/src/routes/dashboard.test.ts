import {
  Accepted,
  CalibrationCurve,
  CallerView,
  type DayCounts,
  History,
  PageWords,
  Problem,
  SupplierQualityList,
} from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aReading, testGateway, upload } from '../test-gateway.ts'

// Without keys until the test that makes one, which comes last.
const gateway = testGateway()

async function accept() {
  const response = await gateway().ask('/extract', { method: 'POST', body: upload() })
  return Accepted.parse(await response.json()).job_id
}

async function correct(jobId: string, fields: object[]) {
  const response = await gateway().ask(`/jobs/${jobId}/corrections`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ fields }),
  })
  expect(response.status).toBe(200)
}

async function history(days: number) {
  const response = await gateway().ask(`/stats/history?days=${days}`)
  return History.parse(await response.json()).days
}

const today = () => new Date().toISOString().slice(0, 10)

test('the days have no gap, and today holds what ended today', async () => {
  const begun = today()
  await gateway().complete(await accept(), aReading())
  await gateway().fail(await accept(), {
    type: '/problems/file-corrupt',
    title: 'The file is damaged',
    status: 422,
    code: 'file-corrupt',
  })

  const days = await history(7)

  // Two, since midnight may pass meanwhile.
  const lately = days.slice(-2)
  const total = (count: (day: DayCounts) => number) => lately.map(count).reduce((a, b) => a + b)
  expect(days).toHaveLength(7)
  expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).toSorted())
  expect([begun, today()]).toContain(days.at(-1)?.date)
  expect(total(({ completed }) => completed)).toBe(1)
  expect(total(({ failed }) => failed)).toBe(1)
  expect(total(({ needing_review }) => needing_review)).toBe(1)
  expect(lately.map((day) => day.average_confidence)).toContainEqual(expect.closeTo(0.5))
  expect(days[0]).toMatchObject({ completed: 0, average_confidence: null })
})

test('every job that changes is told of to whoever follows all', async () => {
  const closing = new AbortController()
  const response = await gateway().ask('/events', { signal: closing.signal })
  const jobId = await accept()

  await gateway().complete(jobId, aReading('F-77'))

  const seen = await readUntil(response, '"F-77"')
  closing.abort()
  expect(response.headers.get('content-type')).toMatch('text/event-stream')
  expect(seen).toContain('event: job\n')
  expect(seen).toContain(jobId)
})

test('a job that is deleted is told of as gone', async () => {
  const jobId = await accept()
  const closing = new AbortController()
  const response = await gateway().ask('/events', { signal: closing.signal })

  await gateway().ask(`/jobs/${jobId}`, { method: 'DELETE' })

  const seen = await readUntil(response, jobId)
  closing.abort()
  expect(seen).toContain(`event: gone\ndata: {"job_id":"${jobId}"}`)
})

test('whoever follows all is told to look for herself when hints may have been lost', async () => {
  const closing = new AbortController()
  const response = await gateway().ask('/events', { signal: closing.signal })

  await gateway().loseSignals()

  const seen = await readUntil(response, 'event: missed')
  closing.abort()
  expect(seen.match(/event: missed\ndata: {}\n\n/g)).toHaveLength(1)
})

test('a page whose words nobody kept has none; a job that is not there is a problem', async () => {
  const jobId = await accept()
  await gateway().complete(jobId, aReading())

  const known = await gateway().ask(`/jobs/${jobId}/pages/1/words`)
  const unknown = await gateway().ask('/jobs/job_00000000000000000000000000/pages/1/words')

  expect(PageWords.parse(await known.json()).words).toEqual([])
  expect(unknown.status).toBe(404)
  expect(Problem.parse(await unknown.json()).code).toBe('job-not-found')
})

test('a supplier that was not read before drifts from nothing, and is left out', async () => {
  await gateway().complete(await accept(), aReading())

  const response = await gateway().ask('/stats/suppliers')

  expect(SupplierQualityList.parse(await response.json()).suppliers).toEqual([])
})

test('what people left as it was counts as right, what they changed does not', async () => {
  const [kept, changed] = [await accept(), await accept()]
  for (const jobId of [kept, changed]) await gateway().complete(jobId, aReading('F-5'))
  await correct(kept, [])
  await correct(changed, [{ label: 'numero_facture', value: 'F-6' }])

  const response = await gateway().ask('/stats/calibration')

  const { documents, bins } = CalibrationCurve.parse(await response.json())
  expect(documents).toBe(2)
  expect(bins).toEqual([{ fields: 2, confidence: expect.closeTo(0.9), right: 0.5 }])
})

test('without any key the machine itself may do everything; a key may do what its scopes say', async () => {
  const machine = CallerView.parse(await (await gateway().ask('/caller')).json())

  const key = await gateway().createKey({ name: 'Compta', scopes: ['read', 'review'] })
  const headers = { 'X-API-Key': key }
  const caller = CallerView.parse(await (await gateway().ask('/caller', { headers })).json())
  const nobody = await gateway().ask('/caller')

  expect(machine).toEqual({ scopes: ['extract', 'read', 'review', 'admin'] })
  expect(caller).toMatchObject({ name: 'Compta', scopes: ['read', 'review'] })
  expect(JSON.stringify(caller)).not.toContain(key)
  expect(nobody.status).toBe(401)
})

/** What the stream says until the words come. */
async function readUntil({ body }: Response, words: string): Promise<string> {
  const decoder = new TextDecoder()
  let seen = ''
  for await (const chunk of body ?? []) {
    seen += decoder.decode(chunk, { stream: true })
    if (seen.includes(words)) break
  }
  return seen
}
