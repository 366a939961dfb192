import type { LineColumn } from './draft.ts'

/** The identifier of a field's input in the page. */
export function inputIdOf(key: string): string {
  return `field-${key}`
}

/** The identifier of the input of one cell of a line. */
export function cellIdOf(key: string, column: LineColumn): string {
  return `${key}-${column}`
}
