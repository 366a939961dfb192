import type { Page } from '@invoice-ml/extraction'

// In words. No page that a person reads has more, and no invoice: looking through them takes a second or two.
const maxWordsOfPage = 5_000
const maxWords = 30_000

/**
 * The pages in which it is looked up where a corrected value stands, and from which is learned. Whoever does it answers others as
 * well, and for what no person reads they would all wait.
 */
export function searchablePages(pages: Page[]): Page[] {
  let left = maxWords
  return pages.filter(({ words }) => {
    const isSearchable = words.length <= Math.min(maxWordsOfPage, left)
    if (isSearchable) left -= words.length
    return isSearchable
  })
}
