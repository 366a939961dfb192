import { expect, test } from 'vitest'
import { isRefused } from './is-refused.ts'
import { LabelStudioError } from './label-studio/error.ts'
import { createSession } from './session.ts'

const refusal = (status: number) => new LabelStudioError('refused', 'no', { status })
const there = { id: 1, title: 'Ours', created_at: '2026-01-01T00:00:00Z', label_config: '' }

/** A Label Studio that answers so when it is asked for the project. */
function labelStudio(project: () => Promise<typeof there | undefined>) {
  const ready = {
    projectId: 1,
    createdAt: new Date(there.created_at),
    reached: undefined,
    webhookSecret: '',
    shownModel: '',
  }
  const prepared: number[] = []
  const session = createSession({
    prepare: async () => {
      prepared.push(1)
      return ready
    },
    onAway: () => {},
    onBack: () => {},
  })
  return {
    session,
    prepared,
    isRefused: (error: unknown) => isRefused(error, 1, { studio: { project }, session }),
  }
}

test('what Label Studio understands and does not want is refused', async () => {
  const { isRefused } = labelStudio(() => Promise.reject(new Error('It need not be asked')))

  expect(await isRefused(refusal(400))).toBe(true)
})

test('a fault of Label Studio at this alone is a refusal, one at everything is an absence', async () => {
  const atThisAlone = labelStudio(async () => there)
  const atEverything = labelStudio(() => Promise.reject(refusal(500)))

  expect(await atThisAlone.isRefused(refusal(500))).toBe(true)
  expect(await atEverything.isRefused(refusal(500))).toBe(false)
  expect(atEverything.session.isResting()).toBe(true)
})

test('a project that is gone refuses nothing, and is looked for again', async () => {
  const { session, prepared, isRefused } = labelStudio(async () => undefined)
  await session.project()

  expect(await isRefused(refusal(404))).toBe(false)
  await session.project()

  expect(prepared).toHaveLength(2)
})

test('being away is no refusal', async () => {
  const { isRefused } = labelStudio(() => Promise.reject(new Error('It need not be asked')))

  expect(await isRefused(new LabelStudioError('away', 'no answer'))).toBe(false)
})
