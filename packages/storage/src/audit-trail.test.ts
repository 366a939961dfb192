import { testDatabase } from '@invoice-ml/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AuditTrail, createAuditTrail, type Deed } from './audit-trail.ts'
import { type AuditFilter, listAudit } from './list-audit.ts'

const database = testDatabase()
const onTrouble = vi.fn()
let trail: AuditTrail
beforeEach(async () => {
  onTrouble.mockClear()
  await database.get().pool.query('delete from audit_log')
  trail = createAuditTrail(database.get(), { onTrouble })
})
afterEach(() => trail.close())

const deletion: Deed = {
  actor: 'key_7f3k9x2a',
  action: 'job.deleted',
  target: 'job_1',
  requestId: 'req_1',
  address: '192.0.2.7',
}
const reading: Deed = { ...deletion, action: 'result.read' }

const entries = (filter: AuditFilter = {}) => listAudit(database.get(), filter, { limit: 100 })

test('a deed is there before it is done, and then says what came of it', async () => {
  const entry = await trail.begin(deletion)
  const before = await entries()
  await trail.settle(entry, 'done')
  const after = await entries()

  expect(before).toMatchObject([{ ...deletion, outcome: 'unknown' }])
  expect(after).toMatchObject([{ ...deletion, outcome: 'done' }])
})

test('what did not exist before the deed is named after it', async () => {
  const entry = await trail.begin({ actor: 'terminal', action: 'key.created' })

  await trail.settle(entry, 'done', 'key_7f3k9x2a')

  expect(await entries()).toMatchObject([{ target: 'key_7f3k9x2a' }])
})

test('nobody changes what is written', async () => {
  const entry = await trail.begin(deletion)
  await trail.settle(entry, 'done')

  await trail.settle(entry, 'job-not-found')
  const change = database.get().pool.query("update audit_log set actor = 'somebody else'")

  await expect(change).rejects.toThrow('the audit trail is not changed')
  expect(onTrouble).toHaveBeenCalledOnce()
  expect(await entries()).toMatchObject([{ ...deletion, outcome: 'done' }])
})

test('a deed that cannot be noted is not to be done', async () => {
  await database.lose()

  await expect(trail.begin(deletion)).rejects.toThrow()

  await database.regain()
})

test('reads are written without anybody waiting, the same one once', async () => {
  for (let time = 0; time < 100; time += 1) trail.noteRead(reading)
  trail.noteRead({ ...reading, target: 'job_2' })

  await expect.poll(async () => (await entries()).length).toBe(2)
  expect((await entries({ target: 'job_1' }))[0]).toMatchObject({ ...reading, outcome: 'done' })
})

test('reads that could not be written are written later', async () => {
  trail.noteRead(reading)
  await database.lose()
  await trail.close()
  expect(onTrouble).toHaveBeenCalledWith(expect.anything(), 0)

  await database.regain()
  await trail.close()

  expect(await entries()).toHaveLength(1)
})

test('no more reads wait than there is room for, and it is told how many are lost', async () => {
  for (let i = 0; i < 5_010; i += 1) trail.noteRead({ ...reading, target: `job_${i}` })

  await trail.close()

  expect(onTrouble).toHaveBeenCalledTimes(10)
  const { rows } = await database.get().pool.query('select count(*)::int from audit_log')
  expect(rows[0].count).toBe(5_000)
})

test.each([
  [{}, ['job_2', 'job_1']],
  [{ actor: 'loopback' }, ['job_2']],
  [{ action: 'job.deleted' }, ['job_1']],
  [{ target: 'job_2' }, ['job_2']],
  [{ until: new Date(0) }, []],
  [{ since: new Date(0) }, ['job_2', 'job_1']],
] satisfies [AuditFilter, string[]][])(
  '%j finds %j, the newest first',
  async (filter, expected) => {
    await trail.begin(deletion)
    await trail.begin({ actor: 'loopback', action: 'result.corrected', target: 'job_2' })

    const found = await entries(filter)

    expect(found.map(({ target }) => target)).toEqual(expected)
  },
)

test('pages follow each other without gap or double, even for deeds of the same moment', async () => {
  const { pool } = database.get()
  await pool.query(
    "insert into audit_log (at, actor, action, outcome) select '2026-01-15T10:30:00.123Z', n, 'job.deleted', 'done' from generate_series(1, 3) n",
  )
  const all = await entries()

  const paged = []
  for (let after = undefined as (typeof all)[0] | undefined; paged.length < 3; after = paged.at(-1))
    paged.push(...(await listAudit(database.get(), {}, { limit: 1, after })))

  expect(paged).toEqual(all)
})

test('old entries go, the others stay', async () => {
  await trail.begin(deletion)
  await database
    .get()
    .pool.query(
      "insert into audit_log (at, actor, action, outcome) values (now() - interval '11 days', 'loopback', 'job.deleted', 'done')",
    )

  const count = await trail.prune(10, 100)

  expect(count).toBe(1)
  expect(await entries()).toMatchObject([deletion])
})

test('however many are old, no more go at once than may', async () => {
  await database
    .get()
    .pool.query(
      "insert into audit_log (at, actor, action, outcome) select now() - interval '11 days', 'loopback', 'job.deleted', 'done' from generate_series(1, 5)",
    )

  const counts = [await trail.prune(10, 3), await trail.prune(10, 3), await trail.prune(10, 3)]

  expect(counts).toEqual([3, 2, 0])
})
