import { createJobs } from '@invoice-ml/storage'
import { sampleJob, testDatabase } from '@invoice-ml/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { holdClaim, leaseMs, newClaim } from './claim.ts'

const database = testDatabase()

beforeEach(() => {
  // Time passes when a test says so; the answers of PostgreSQL come when they come.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function claimed() {
  const jobs = createJobs(database.get())
  const { id } = sampleJob()
  await jobs.submit(sampleJob({ id }))
  const claim = newClaim(id)
  await jobs.claim(claim, leaseMs)
  return { jobs, claim }
}

test('a claim is renewed before its lease is over', async () => {
  const { jobs, claim } = await claimed()
  const pool = database.get().pool
  await pool.query("update jobs set lease_until = now() + interval '1 second'")
  const held = holdClaim(jobs, claim)

  vi.advanceTimersByTime(leaseMs / 2)

  await vi.waitFor(async () => {
    const { rows } = await pool.query(
      "select lease_until > now() + interval '5 seconds' as renewed from jobs where id = $1",
      [claim.id],
    )
    expect(rows[0].renewed).toBe(true)
  }, 30_000)
  expect(held.lost.aborted).toBe(false)
  held.stop()
})

test('who lost the claim learns of it', async () => {
  const { jobs, claim } = await claimed()
  const held = holdClaim(jobs, claim)
  await database.get().pool.query("update jobs set claim_token = 'another'")

  vi.advanceTimersByTime(leaseMs)

  await vi.waitFor(() => expect(held.lost.aborted).toBe(true), 30_000)
  held.stop()
})

test('a store that is away for less than the lease loses no claim', async () => {
  const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve(true)]
  const renewals: Promise<boolean>[] = []
  const renew = () => {
    const renewal = answers[renewals.length % 2]?.() ?? Promise.resolve(true)
    renewals.push(renewal)
    return renewal
  }
  const held = holdClaim({ renew }, newClaim(sampleJob().id))

  await vi.advanceTimersByTimeAsync(4 * leaseMs)
  await Promise.allSettled(renewals)

  expect(renewals.length).toBeGreaterThan(4)
  expect(held.lost.aborted).toBe(false)
  held.stop()
})

test('a store that is away for longer than the lease loses the claim', async () => {
  const renew = () => Promise.reject(new Error('away'))
  const held = holdClaim({ renew }, newClaim(sampleJob().id))

  await vi.advanceTimersByTimeAsync(2 * leaseMs)

  expect(held.lost.aborted).toBe(true)
  held.stop()
})
