import { writeSample } from './dataset.ts'
import type { Variety } from './sample.ts'

/** What a worker is told: its part of the pages is every `step`-th from `first`. */
export type WorkerTask = Variety & {
  folder: string
  seed: number
  count: number
  first: number
  step: number
}

process.once('message', async (task: WorkerTask) => {
  const { folder, count, first, step, ...options } = task
  for (let index = first; index < count; index += step) {
    await writeSample(folder, { ...options, index })
    process.send?.(index)
  }
  process.disconnect?.()
})
