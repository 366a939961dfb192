import { afterEach, expect, test, vi } from 'vitest'
import { createRecognizer } from './recognizer.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('an engine that could not start is started again', async () => {
  const recognizer = createRecognizer(['eng'])
  const [width, height] = [60, 30]
  const blank = { data: Buffer.alloc(width * height, 255), width, height, channels: 1 as const }
  // Where it puts the data of its languages together.
  vi.stubEnv('TMPDIR', '/nowhere')
  await expect(recognizer.recognize(blank)).rejects.toThrow('/nowhere')
  vi.unstubAllEnvs()

  const words = await recognizer.recognize(blank)

  expect(words).toEqual([])
  await recognizer.close()
})
