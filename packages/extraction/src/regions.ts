import type { Span } from './candidates/span.ts'
import { containment } from './geometry.ts'
import type { Page } from './page.ts'

// The share of a value that has to lie in a region for the region to name it.
const least = 0.5
// A region says less than a wording does: it has seen other layouts.
const trust = 0.8

type Named = { span: Span; named: Map<string, number> }

/** What the detector saw joins what the wording says: a value in a region is named by it. */
export function nameByRegions(candidates: Named[], pages: Page[]): void {
  const regions = new Map(pages.map((page) => [page.number, page.regions]))
  for (const { span, named } of candidates) {
    for (const { label, box, confidence } of regions.get(span.page) ?? []) {
      if (containment(span.box, box) < least) continue
      named.set(label, Math.max(named.get(label) ?? 0, trust * confidence))
    }
  }
}
