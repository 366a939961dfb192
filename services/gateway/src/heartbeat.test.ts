import type { Health } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { createHeartbeat } from './heartbeat.ts'

/** Health and a memory of stretches that behave as they are told. */
function platform() {
  const beats: (string | undefined)[] = []
  const now = { status: 'healthy' as Health['status'], isStoreAway: false }
  const heartbeat = createHeartbeat({
    health: async () => ({ status: now.status }),
    uptime: {
      beat: async (stretch) => {
        if (now.isStoreAway) throw new Error('away')
        beats.push(stretch)
        return stretch ?? `stretch ${beats.length}`
      },
    },
  })
  return { heartbeat, now, beats }
}

test('a gateway that takes documents prolongs its stretch, degraded or not', async () => {
  const { heartbeat, now, beats } = platform()

  await heartbeat()
  now.status = 'degraded'
  await heartbeat()

  expect(beats).toEqual([undefined, 'stretch 1'])
})

test('an unhealthy gateway remembers nothing, and begins another stretch afterwards', async () => {
  const { heartbeat, now, beats } = platform()
  await heartbeat()

  now.status = 'unhealthy'
  await heartbeat()
  now.status = 'healthy'
  await heartbeat()

  expect(beats).toEqual([undefined, undefined])
})

test('while PostgreSQL is away the caller is told, and another stretch begins afterwards', async () => {
  const { heartbeat, now, beats } = platform()
  await heartbeat()

  now.isStoreAway = true
  await expect(heartbeat()).rejects.toThrow('away')
  now.isStoreAway = false
  await heartbeat()

  expect(beats).toEqual([undefined, undefined])
})
