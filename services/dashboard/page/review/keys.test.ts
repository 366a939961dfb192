import { afterEach, expect, test, vi } from 'vitest'
import { onDesk, unlessHeld } from './keys.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

// A key of the browser, of which only this matters here.
const key = (repeat = false) => ({ repeat }) as KeyboardEvent

test.each([
  ['a key does nothing to the document behind a dialog', {}, 0],
  ['without a dialog it does', null, 1],
])('%s', (_what, dialog, times) => {
  vi.stubGlobal('document', { querySelector: () => dialog })
  const act = vi.fn()

  onDesk(act)(key())

  expect(act).toHaveBeenCalledTimes(times)
})

test('a key that is held down acts once', () => {
  const act = vi.fn()
  const press = unlessHeld(act)

  press(key())
  press(key(true))

  expect(act).toHaveBeenCalledTimes(1)
})
