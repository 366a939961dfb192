import type { SupplierLesson } from '@invoice-ml/contracts'

/** Asks the parent for what is known of suppliers, and waits for its answer. */
export type Recall = {
  ask: (id: string, keys: string[]) => Promise<SupplierLesson[]>
  answer: (id: string, lessons: SupplierLesson[]) => void
}

export function createRecall(send: (keys: string[], id: string) => void): Recall {
  const waiting = new Map<string, (lessons: SupplierLesson[]) => void>()
  return {
    ask: (id, keys) => {
      if (keys.length === 0) return Promise.resolve([])
      const { promise, resolve } = Promise.withResolvers<SupplierLesson[]>()
      waiting.set(id, resolve)
      send(keys, id)
      return promise
    },
    answer: (id, lessons) => {
      waiting.get(id)?.(lessons)
      waiting.delete(id)
    },
  }
}
