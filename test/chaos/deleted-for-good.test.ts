import { afterAll, beforeAll, expect, test } from 'vitest'
import { manyPages } from '../support/hostile-documents.ts'
import { pageOfText } from '../support/pdf.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { tracesOf } from '../support/traces.ts'
import { until } from '../support/wait.ts'

let run: TestPlatform
beforeAll(async () => {
  run = await startTestPlatform()
})
afterAll(() => run?.stop())

const nothing = { tables: [], keys: [], files: [], logs: [] }

/** An invoice of a supplier that nobody else knows. */
function invoiceOf(supplier: string, pages = 1): Uint8Array {
  const rows = [
    `${supplier} SARL`,
    'Facture F-2026-001 du 15/01/2026',
    'Total HT 100,00 EUR',
    'TVA 20 % 20,00 EUR',
    `Total TTC 120,00 EUR ${'.'.repeat(pages)}`,
  ]
  return pageOfText(rows)
}

/** Until what was read of the supplier's invoice is kept for who uploads it again: the answer does not wait for that. */
async function untilKept(supplier: string): Promise<void> {
  await until('its reading is kept', async () => {
    const { keys } = await tracesOf([supplier], run)
    return keys.some((key) => key.includes(':reading:'))
  })
}

/** Uploads it, looks at its page and corrects it, so that it has been everywhere. Returns the job. */
async function leaveTraces(supplier: string, filename: string): Promise<string> {
  const { client } = run
  const upload = { filename: `${filename}.pdf`, bytes: invoiceOf(supplier) }
  const { jobId } = await client.extract(upload, {
    externalId: `${filename}-external`,
    metadata: { folder: `${filename}-folder` },
    idempotencyKey: `${filename}-key`,
  })
  await client.waitForJob(jobId)
  await untilKept(supplier)
  await client.http.get(`/jobs/${jobId}/pages/1`, { responseType: 'arraybuffer' })
  await client.correctJob(jobId, {
    fields: [
      { label: 'fournisseur_nom', value: `${supplier} SARL` },
      { label: 'fournisseur_siren', value: '732829320' },
    ],
  })
  return jobId
}

// Who has deleted it is known for as long as the trail is kept, by the identifier of the job and nothing else of it.
const trail = ['public.audit_log']

test('a deleted job leaves no trace in any store', async () => {
  const [supplier, filename] = ['ZEBULON4711', 'pollux-0815']
  const jobId = await leaveTraces(supplier, filename)
  const before = await tracesOf([supplier, filename, jobId], run)

  await run.client.deleteJob(jobId)

  const after = await tracesOf([supplier, filename], run)
  const files = await tracesOf([jobId], run)
  expect(before.tables.toSorted()).toEqual(
    expect.arrayContaining([
      'public.corrections',
      'public.idempotency_keys',
      'public.jobs',
      'public.supplier_lessons',
    ]),
  )
  expect(before.keys).toEqual(expect.arrayContaining([expect.stringContaining(':reading:')]))
  expect(before.files.length).toBeGreaterThan(2)
  expect(after).toEqual(nothing)
  expect({ tables: files.tables, files: files.files }).toEqual({ tables: trail, files: [] })
})

test('of two equal uploads, the one that is not deleted keeps its file and its result', async () => {
  const { client } = run
  const supplier = 'MARGOTE4711'
  const bytes = invoiceOf(supplier)
  const first = await client.extract({ filename: 'ambroise-0815.pdf', bytes })
  await client.waitForJob(first.jobId)
  await untilKept(supplier)
  const second = await client.extract({ filename: 'azalee.pdf', bytes })

  await client.deleteJob(first.jobId)

  const kept = await client.readJob(second.jobId)
  const page = await client.http.get(`/jobs/${second.jobId}/pages/1`, { responseType: 'stream' })
  expect(kept.result?.fields.length).toBeGreaterThan(0)
  expect(page.status).toBe(200)
  expect((await tracesOf(['ambroise-0815'], run)).tables).toEqual([])
  expect(await tracesOf([first.jobId], run)).toMatchObject({
    tables: trail,
    files: [],
    logs: expect.anything(),
  })
  expect((await tracesOf([supplier], run)).keys).toEqual([])
})

test('a job that is deleted while it is read leaves no trace either', async () => {
  const { client } = run
  const supplier = 'PERESPOINT4711'
  const bytes = manyPages(40, supplier)
  const { jobId } = await client.extract({ filename: 'bartholo-0815.pdf', bytes })
  await until('it is read', async () => (await client.readJob(jobId)).status === 'processing')

  await client.deleteJob(jobId)

  await until('nothing is left of it', async () => {
    const { tables, keys, files } = await tracesOf([supplier, 'bartholo-0815'], run)
    const own = await tracesOf([jobId], run)
    return [tables, keys, files, own.files].flat().length === 0
  })
})

test('a job that is deleted before it is read is never read', async () => {
  const { client } = run
  const waiting = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      client.extract({ filename: `menuet-${i}.pdf`, bytes: invoiceOf(`JUJU${i}`, i + 1) }),
    ),
  )

  await Promise.all(waiting.map(({ jobId }) => client.deleteJob(jobId)))

  await until('nothing is left of them', async () => {
    const traces = await tracesOf(['menuet-', 'JUJU'], run)
    return [traces.tables, traces.keys, traces.files].flat().length === 0
  })
})
