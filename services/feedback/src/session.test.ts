import { expect, test, vi } from 'vitest'
import { LabelStudioError } from './label-studio/error.ts'
import { createSession } from './session.ts'

function aSession() {
  const clock = { ms: 0 }
  const told: string[] = []
  const project = {
    projectId: 1,
    createdAt: new Date(),
    reached: undefined,
    webhookSecret: 's',
    shownModel: '',
  }
  let preparations = 0
  const session = createSession({
    prepare: async () => {
      preparations += 1
      return project
    },
    onAway: () => told.push('away'),
    onBack: () => told.push('back'),
    now: () => clock.ms,
  })
  const fail = () =>
    session.use(() => Promise.reject(new LabelStudioError('away', 'no answer'))).catch(() => {})
  return { clock, told, session, fail, preparations: () => preparations }
}

test('who is away is left alone for longer each time, and that is told once', async () => {
  const { clock, told, session, fail } = aSession()
  const pauses: number[] = []

  for (let time = 0; time < 12; time += 1) {
    await fail()
    const from = clock.ms
    while (session.isResting()) clock.ms += 500
    pauses.push((clock.ms - from) / 1_000)
  }

  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
  expect(told).toEqual(['away'])
})

test('an answer ends the pauses', async () => {
  const { told, session, fail } = aSession()
  await fail()
  await fail()

  await session.use(async () => 'answer')
  await fail()

  expect(told).toEqual(['away', 'back', 'away'])
})

test('what is refused is no absence', async () => {
  const { told, session } = aSession()

  await session.use(() => Promise.reject(new LabelStudioError('refused', 'no'))).catch(() => {})

  expect(session.isResting()).toBe(false)
  expect(told).toEqual([])
})

test('the project is looked at again after an absence, and every ten minutes', async () => {
  const { clock, session, fail, preparations } = aSession()

  await session.project()
  await session.project()
  await fail()
  await session.project()
  clock.ms += 600_000
  await session.project()

  expect(preparations()).toBe(3)
})

test('a clock that is set back makes no pause longer', async () => {
  vi.useFakeTimers()
  try {
    const session = createSession({
      prepare: () => Promise.reject(new Error('It is not asked for')),
      onAway: () => {},
      onBack: () => {},
    })
    await session
      .use(() => Promise.reject(new LabelStudioError('away', 'no answer')))
      .catch(() => {})
    expect(session.isResting()).toBe(true)

    vi.setSystemTime(Date.now() - 3_600_000)
    vi.advanceTimersByTime(1_000)

    expect(session.isResting()).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
