import type { Spool } from '../spool.ts'
import type { Row } from '../table.ts'

/** A spool for tests, whose rows are few. */
export function memorySpool(): Spool {
  const parts: Row[][] = []
  return {
    write: async (rows) => {
      parts.push(rows)
    },
    read: async function* () {
      yield* parts
    },
  }
}
