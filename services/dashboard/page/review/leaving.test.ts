import type { Location } from 'react-router'
import { afterEach, expect, test, vi } from 'vitest'
import { handOver, isLeaving, losesChanges, nothingToKeep, takeOver } from './leaving.ts'

type Take = Parameters<typeof takeOver>[0]

afterEach(() => {
  vi.unstubAllGlobals()
})

function at(pathname: string, state?: unknown): Location {
  return { pathname, state, search: '', hash: '', key: pathname, mask: undefined }
}

test.each([
  ['another page', at('/documents'), true],
  ['the same page', at('/review/a'), false],
  ['the next document once this one is sent', at('/review/b', nothingToKeep.state), false],
  ['back to one', at('/review/b', structuredClone(nothingToKeep.state)), true],
] as const)('whoever goes to %s with changes is asked: %#', (_where, nextLocation, expected) => {
  const isAsked = losesChanges({ currentLocation: at('/review/a'), nextLocation })

  expect(isAsked).toBe(expected)
})

test('whoever signs out leaves it to the document that is open, as long as that would lose something', async () => {
  vi.stubGlobal('window', new EventTarget())
  const signOut = vi.fn(async () => {})
  const take = vi.fn<Take>()
  const before = handOver(signOut)
  const release = takeOver(take)

  const during = handOver(signOut)
  release()

  expect([before, during, handOver(signOut)]).toEqual([false, true, false])
  expect(take).toHaveBeenCalledTimes(1)
  expect(signOut).not.toHaveBeenCalled()
  expect(await take.mock.lastCall?.[0]()).toBe(true)
  expect(signOut).toHaveBeenCalledTimes(1)
})

test('whoever signs out is asked by one after the other before she leaves', async () => {
  vi.stubGlobal('window', new EventTarget())
  const signOut = vi.fn(async () => {})
  const [first, second] = [vi.fn<Take>(), vi.fn<Take>()]
  takeOver(first)
  takeOver(second)

  handOver(signOut)
  const asked = [first, second].map((take) => take.mock.calls.length)
  const hasLeft = await first.mock.lastCall?.[0]()

  expect(asked).toEqual([1, 0])
  expect(hasLeft).toBe(false)
  expect(signOut).not.toHaveBeenCalled()
  expect(await second.mock.lastCall?.[0]()).toBe(true)
  expect(signOut).toHaveBeenCalledTimes(1)
})

test('the page is on its way while it goes, and no more when that fails', async () => {
  vi.stubGlobal('window', new EventTarget())
  const take = vi.fn<Take>()
  takeOver(take)
  const during: boolean[] = []
  handOver(async () => {
    during.push(isLeaving())
    throw new Error('The network is away')
  })

  await expect(take.mock.lastCall?.[0]()).rejects.toThrow('away')

  expect([...during, isLeaving()]).toEqual([true, false])
})
