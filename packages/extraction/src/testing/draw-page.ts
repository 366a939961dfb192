import type { Page, Word } from '../page.ts'

// In points, on A4 unless another size is given: type of 10 on lines of 14.
const margin = 20
const characterWidth = 5
const lineHeight = 10
const linePitch = 14

/**
 * A page as its text shows it, every character on a grid: 110 columns and 57 lines of A4. Three spaces or more part two
 * pieces of a row, an empty line parts two blocks; the indentation that all lines share does not count.
 */
export function drawPage(text: string, own: Partial<Page> = {}): Page {
  const { width = 595, height = 842 } = own
  const words = dedent(text).flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map((match): Word => {
      const box = {
        x: (margin + match.index * characterWidth) / width,
        y: (margin + row * linePitch) / height,
        width: (match[0].length * characterWidth) / width,
        height: lineHeight / height,
      }
      return { text: match[0], box, confidence: 1 }
    }),
  )
  return { number: 1, width, height, source: 'text_layer', words, regions: [], ...own }
}

function dedent(text: string): string[] {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const shared = Math.min(...indents)
  return lines.map((line) => line.slice(shared))
}
