import { ProblemError } from '@invoice-ml/contracts'

/**
 * The page numbers that the option `pages` ("1-3,5") selects of a document, ascending and once each.
 * Without the option, all of them.
 *
 * @throws ProblemError `no-page-selected` when nothing is selected, `too-many-pages` above `maxPages`.
 */
export function selectPages(
  pages: string | undefined,
  pageCount: number,
  maxPages: number,
): number[] {
  const selected =
    pages === undefined ? everyPage(pageCount, maxPages) : pagesIn(pages, pageCount, maxPages)
  if (selected.length === 0)
    throw new ProblemError(
      'no-page-selected',
      `"${pages ?? ''}" selects none of the ${pageCount} pages`,
    )
  return selected
}

function everyPage(pageCount: number, maxPages: number): number[] {
  if (pageCount > maxPages) throw tooManyPages(pageCount, maxPages)
  return Array.from({ length: pageCount }, (_, index) => index + 1)
}

function pagesIn(pages: string, pageCount: number, maxPages: number): number[] {
  const selected = new Set<number>()
  for (const part of pages.split(',')) {
    const range = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part)
    if (!range) continue
    const first = Math.max(1, Number(range[1]))
    const last = Math.min(pageCount, Number(range[2] ?? range[1]))
    for (let page = first; page <= last; page += 1) {
      selected.add(page)
      if (selected.size > maxPages) throw tooManyPages(last - first + 1, maxPages)
    }
  }
  return [...selected].sort((a, b) => a - b)
}

function tooManyPages(count: number, maxPages: number): ProblemError {
  return new ProblemError('too-many-pages', `${count} pages; at most ${maxPages} are read`)
}
