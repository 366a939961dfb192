import type { Location } from 'react-router'
import { afterEach, expect, test, vi } from 'vitest'
import { handOver, losesChanges, nothingToKeep, takeOver } from './leaving.ts'

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

test('whoever signs out leaves it to the document that is open, as long as that would lose something', () => {
  vi.stubGlobal('window', new EventTarget())
  const signOut = vi.fn(async () => {})
  const take = vi.fn()
  const before = handOver(signOut)
  const release = takeOver(take)

  const during = handOver(signOut)
  release()

  expect([before, during, handOver(signOut)]).toEqual([false, true, false])
  expect(take.mock.calls).toEqual([[signOut]])
  expect(signOut).not.toHaveBeenCalled()
})

test('whoever signs out is asked by one at a time', () => {
  vi.stubGlobal('window', new EventTarget())
  const [first, second] = [vi.fn(), vi.fn()]
  const release = takeOver(first)
  takeOver(second)

  handOver(async () => {})
  release()
  handOver(async () => {})

  expect([first, second].map((take) => take.mock.calls.length)).toEqual([1, 1])
})
