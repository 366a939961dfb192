import type { Span } from './candidates/span.ts'
import { containment } from './geometry.ts'
import type { Page, Region } from './page.ts'

// The share of a value that has to lie in a region for the region to name it.
const least = 0.5
// A region says less than a wording does: it has seen other layouts.
const trust = 0.5
// Named so surely by a wording, a label needs nobody else to find it.
const clear = 0.5

type Named = { span: Pick<Span, 'page' | 'box'>; named: Map<string, number> }

/**
 * What the detector saw joins what the wording says, for labels that no wording names clearly: a value in a region is named
 * by it. Measured on real pages, it finds more that way than when it may contradict what is printed. Of each label only the
 * surest region of a page counts, and of each value only the surest name: the next ones are mostly its neighbours' names.
 */
export function nameByRegions(candidates: Named[], pages: Page[]): void {
  const regions = new Map(pages.map((page) => [page.number, surestOfEach(page.regions)]))
  const told = new Set(
    candidates.flatMap(({ named }) =>
      [...named].filter(([, score]) => score >= clear).map(([label]) => label),
    ),
  )
  for (const { span, named } of candidates) {
    const region = regions.get(span.page)?.find(({ box }) => containment(span.box, box) >= least)
    if (!region || told.has(region.label)) continue
    const before = named.get(region.label) ?? 0
    named.set(region.label, Math.max(before, trust * region.confidence))
  }
}

/** One region for each label, the surest first. */
function surestOfEach(regions: readonly Region[]): Region[] {
  const sorted = regions.toSorted((a, b) => b.confidence - a.confidence)
  return sorted.filter(
    ({ label }, index) => sorted.findIndex((other) => other.label === label) === index,
  )
}
