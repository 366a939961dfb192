import { connect } from 'node:net'
import { Accepted, Problem } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { aCompleteReading, testGateway, upload } from '../test-gateway.ts'

const fullQueue = testGateway({ settings: { INVOICE_API__MAX_QUEUE_DEPTH: '1' } })
const oneUpload = testGateway({ settings: { INVOICE_API__MAX_PARALLEL_UPLOADS: '1' } })

const oneExport = testGateway({ settings: { INVOICE_API__MAX_PARALLEL_EXPORTS: '1' } })

const post = () => ({ method: 'POST', body: upload() })

async function expectOverloaded(response: Response): Promise<void> {
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Problem.parse(await response.json()).code).toBe('overloaded')
}

test('while too many documents wait no other is taken', async () => {
  const { ask, files } = fullQueue()
  await ask('/extract', post())
  // How many wait is looked up once a second.
  await expect.poll(async () => (await ask('/extract', post())).status).toBe(503)
  const before = (await files()).length

  const refused = await ask('/extract', post())

  await expectOverloaded(refused)
  expect(await files()).toHaveLength(before)
})

test('while as many uploads are under way as may be, another is to come again', async () => {
  const { ask, files, port } = oneUpload()
  const slow = connect(port(), '127.0.0.1')
  slow.write(
    'POST /extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n' +
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 cut',
  )
  await expect.poll(files).toHaveLength(1)

  const refused = await ask('/extract', post())
  slow.destroy()

  await expectOverloaded(refused)
  await expect.poll(async () => (await ask('/extract', post())).status).toBe(202)
})

test('an upload that is refused makes room for the next one', async () => {
  const { ask } = oneUpload()
  const empty = () => ({ method: 'POST', body: upload({}, new Blob([])) })

  const statuses = [
    (await ask('/extract', empty())).status,
    (await ask('/extract', empty())).status,
    (await ask('/extract', post())).status,
  ]

  expect(statuses).toEqual([400, 400, 202])
})

test('while as many exports are under way as may be, another is to come again', async () => {
  const { ask, complete, files } = oneExport()
  const { job_id } = Accepted.parse(await (await ask('/extract', post())).json())
  await complete(job_id, aCompleteReading())
  // No worker makes it, so it stays under way.
  const leaving = new AbortController()
  const slow = ask(`/jobs/${job_id}/export?format=facturx`, { signal: leaving.signal })
  const gone = expect(slow).rejects.toThrow('abort')
  await expect.poll(files).toContainEqual(expect.stringMatching(/\.pdf\.xml$/))

  const answers = [await ask(`/jobs/${job_id}/export?format=csv`), await ask('/exports?format=csv')]

  for (const answer of answers) await expectOverloaded(answer)
  leaving.abort()
  await gone
})

test('an export that has ended makes room for the next one', async () => {
  const { ask } = oneExport()
  await expect.poll(async () => (await ask('/exports?format=csv')).status).toBe(200)

  const statuses = [
    (await ask('/exports?format=csv')).status,
    (await ask('/jobs/job_00000000000000000000000000/export?format=csv')).status,
    (await ask('/exports?format=csv')).status,
  ]

  expect(statuses).toEqual([200, 404, 200])
})
