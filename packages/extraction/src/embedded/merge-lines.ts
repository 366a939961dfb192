import type { LineItem } from '@invoice-ml/contracts'
import type { ElectronicLine } from '@invoice-ml/e-invoice'
import { embeddedConfidence } from '../confidence.ts'
import { normalise } from '../parse/text.ts'

/** The lines of the XML, each where the page prints it; what the page's table says beyond them is dropped. */
export function mergeLines(lines: ElectronicLine[], printed: LineItem[]): LineItem[] {
  const free = new Set(printed)
  return lines.map((line) => {
    const same = [...free].filter(({ amount }) => Number(amount) === Number(line.amount))
    const place = same.find(({ description }) => isAlike(description, line.description)) ?? same[0]
    if (place) free.delete(place)
    return { ...line, page: place?.page, bbox: place?.bbox, confidence: embeddedConfidence }
  })
}

function isAlike(printed: string, said: string): boolean {
  const words = new Set(normalise(printed).split(' '))
  const wanted = normalise(said).split(' ')
  return wanted.filter((word) => words.has(word)).length >= wanted.length / 2
}
