import { writeSample } from './dataset.ts'

/** What a worker is told: its part of the pages is every `step`-th from `first`. */
export type WorkerTask = {
  folder: string
  seed: number
  layouts: number
  count: number
  first: number
  step: number
}

process.once('message', async (task: WorkerTask) => {
  const { folder, seed, layouts, count, first, step } = task
  for (let index = first; index < count; index += step) {
    await writeSample(folder, { seed, layouts, index })
    process.send?.(index)
  }
  process.disconnect?.()
})
