import { Readable } from 'node:stream'
import type { Extractions } from './export-tables.ts'

/** An array of extractions, in the form of the public contract. */
export function exportJson(extractions: Extractions): Readable {
  async function* text(): AsyncGenerator<string> {
    let separator = '[\n'
    for await (const part of extractions) {
      if (part.length === 0) continue
      yield separator + part.map((extraction) => JSON.stringify(extraction)).join(',\n')
      separator = ',\n'
    }
    yield separator === '[\n' ? '[]\n' : '\n]\n'
  }
  return Readable.from(text(), { objectMode: false })
}

/** An extraction on each line. */
export function exportNdjson(extractions: Extractions): Readable {
  async function* text(): AsyncGenerator<string> {
    for await (const part of extractions)
      if (part.length > 0)
        yield part.map((extraction) => `${JSON.stringify(extraction)}\n`).join('')
  }
  return Readable.from(text(), { objectMode: false })
}
