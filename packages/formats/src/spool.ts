import type { Row } from './table.ts'

/** Rows that are written while others are, and read when those are complete: on disk, since nobody knows how many they are. */
export type Spool = {
  write: (rows: Row[]) => Promise<void>
  /** All that was written, in parts, once; then they are gone. */
  read: () => AsyncIterable<Row[]>
}

/** Where spools come from: whoever gives them erases what is left of them when the export ends. */
export type NewSpool = () => Spool
