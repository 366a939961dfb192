import { expect, test } from 'vitest'
import { watchJob } from './await-job.ts'

/** Hints given by hand, with how many listen to each kind. */
function hints() {
  const listeners = { changed: new Set<() => void>(), progressed: new Set<() => void>() }
  const listen = (kind: keyof typeof listeners) => (_jobId: string, listener: () => void) => {
    listeners[kind].add(listener)
    return () => void listeners[kind].delete(listener)
  }
  return {
    listeners,
    give: (kind: keyof typeof listeners) => {
      for (const listener of listeners[kind]) listener()
    },
    signals: { onJobChanged: listen('changed'), onJobProgressed: listen('progressed') },
  }
}

const never = () => new AbortController().signal

test('who waits for the end is not woken by a step', () => {
  const { signals, listeners } = hints()

  watchJob(signals, 'job_1', { steps: false })

  expect(listeners.changed.size).toBe(1)
  expect(listeners.progressed.size).toBe(0)
})

test('who follows each step is woken by one', async () => {
  const { signals, give } = hints()
  const watch = watchJob(signals, 'job_1', { steps: true })
  const woken = watch.next(never()).then(() => 'woken')

  give('progressed')

  expect(await Promise.race([woken, new Promise((resolve) => setImmediate(resolve))])).toBe('woken')
})

test('who stops listens no more', () => {
  const { signals, listeners } = hints()
  const watch = watchJob(signals, 'job_1', { steps: true })

  watch.stop()

  expect(listeners.changed.size + listeners.progressed.size).toBe(0)
})
