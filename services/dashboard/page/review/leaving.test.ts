import type { Location } from 'react-router'
import { afterEach, expect, test, vi } from 'vitest'
import { losesAnything, losesChanges, nothingToKeep } from './leaving.ts'

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

test('closing the page loses what somebody would ask about', () => {
  vi.stubGlobal('window', new EventTarget())
  const before = losesAnything()
  window.addEventListener('beforeunload', (event) => event.preventDefault())

  const after = losesAnything()

  expect([before, after]).toEqual([false, true])
})
