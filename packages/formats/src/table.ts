/** How the cells of a column are to be understood. */
export type CellType = 'text' | 'number' | 'date' | 'time' | 'boolean'

export type Column = { name: string; type: CellType }

/** A cell in the writing of the public contract: numbers with a point, dates and times as in ISO 8601. */
export type Cell = string | undefined

export type Row = Cell[]

export type Table = { name: string; columns: Column[] }

/** Whether a cell is a number and nothing else. */
export function isNumber(cell: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(cell)
}
