import type { Span } from './candidates/span.ts'
import { containment } from './geometry.ts'
import type { Page } from './page.ts'

// The share of a value that has to lie in a region for the region to name it.
const least = 0.5
// A region says less than a wording does: it has seen other layouts.
const trust = 0.5
// Named so surely by a wording, a label needs nobody else to find it.
const clear = 0.5

type Named = { span: Span; named: Map<string, number> }

/**
 * What the detector saw joins what the wording says, for labels that no wording names clearly: a value in a region is named
 * by it. Measured on real pages, it finds more that way than when it may contradict what is printed.
 */
export function nameByRegions(candidates: Named[], pages: Page[]): void {
  const regions = new Map(pages.map((page) => [page.number, page.regions]))
  const told = new Set(
    candidates.flatMap(({ named }) =>
      [...named].filter(([, score]) => score >= clear).map(([label]) => label),
    ),
  )
  for (const { span, named } of candidates) {
    for (const { label, box, confidence } of regions.get(span.page) ?? []) {
      if (told.has(label) || containment(span.box, box) < least) continue
      named.set(label, Math.max(named.get(label) ?? 0, trust * confidence))
    }
  }
}
