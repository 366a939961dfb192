import type { Box, Region } from '@invoice-ml/extraction'

/**
 * Regions of one label that show the same thing → the surest of them (greedy non-maximum suppression): another is
 * dropped when it covers more than `maxOverlap` of the union of both. The surest come first.
 */
export function suppress(regions: readonly Region[], maxOverlap: number): Region[] {
  const kept: Region[] = []
  for (const region of [...regions].sort((a, b) => b.confidence - a.confidence)) {
    const rival = kept.find(
      ({ label, box }) => label === region.label && overlap(box, region.box) > maxOverlap,
    )
    if (!rival) kept.push(region)
  }
  return kept
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  return shared / (a.width * a.height + b.width * b.height - shared)
}
