import { spreadOf } from './statistics.ts'

export type Table = ReturnType<typeof createTable>

/** Collects what was measured and writes it as a Markdown table. */
export function createTable(title: string) {
  const rows: string[][] = [['', 'median', 'p95', 'count', 'must be']]
  return {
    /** Times in milliseconds, and what they must be. */
    times(name: string, valuesMs: number[], target: string) {
      const { count, median, p95 } = spreadOf(valuesMs)
      rows.push([name, `${median.toFixed(1)} ms`, `${p95.toFixed(1)} ms`, `${count}`, target])
    },
    row(name: string, cells: string[]) {
      rows.push([name, ...cells])
    },
    text(): string {
      const [header = [], ...body] = rows.map((row) => `| ${row.join(' | ')} |`)
      return `\n${title}\n\n${[header, '|---|---:|---:|---:|---|', ...body].join('\n')}\n`
    },
  }
}
