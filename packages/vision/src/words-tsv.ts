import type { Word } from '@invoice-ml/extraction'
import { tokenId } from './tokens.ts'

/** Words of a page as the trainer reads them: `x0 y0 x1 y1 token text`, tab separated, fractions of the page. */
export function wordsTsv(words: readonly Word[]): string {
  return words
    .map(({ text, box }) =>
      [
        box.x.toFixed(5),
        box.y.toFixed(5),
        (box.x + box.width).toFixed(5),
        (box.y + box.height).toFixed(5),
        tokenId(text),
        text.replaceAll(/\s/g, ' '),
      ].join('\t'),
    )
    .join('\n')
}
