/** The identifier of a field's input in the page. */
export function inputIdOf(key: string): string {
  return `field-${key}`
}

/** The identifier of the input of one cell of a table. */
export function cellIdOf(key: string, column: string): string {
  return `${key}-${column}`
}
