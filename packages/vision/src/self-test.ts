import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DetectorLabel } from '@invoice-ml/contracts'
import type { Box, Region, Word } from '@invoice-ml/extraction'
import sharp from 'sharp'
import type { Detector } from './detector.ts'
import { pixelsOf } from './pixels.ts'
import { overlap } from './suppression.ts'

const folder = join(import.meta.dirname, 'known-page')
// The trainer measures places by it, too.
const minOverlap = 0.3
// Of the labels that the page shows and the model knows. What ships finds most of them; chance and mixed-up labels find none.
const minShare = 0.25

type KnownBox = { label: DetectorLabel; box: Box }
type KnownPage = { width: number; height: number; words: Word[]; boxes: KnownBox[] }

/**
 * Has a detector look at a page where it is known what stands where: an invoice drawn by our own generator, which no model
 * has learned from. It must find something in its place; how good it is, is measured elsewhere.
 *
 * @throws Error saying how much it found.
 */
export async function selfTest(detector: Pick<Detector, 'detect' | 'labels'>): Promise<void> {
  // Our own file, which draw-known-page.ts has written.
  const known: KnownPage = JSON.parse(await readFile(join(folder, 'page.json'), 'utf8'))
  const { boxes, ...page } = known
  const image = await pixelsOf(sharp(join(folder, 'page.png')))
  const regions = await detector.detect({ ...page, image })
  const shown = new Set(boxes.map(({ label }) => label).filter((l) => detector.labels.includes(l)))
  if (shown.size === 0) return
  const found = [...shown].filter((label) => isFound(label, regions, boxes))
  const needed = Math.ceil(shown.size * minShare)
  if (found.length < needed)
    throw new Error(
      `On a known page the model finds ${found.length} of ${shown.size} labels in their place; at least ${needed} are needed`,
    )
}

/** By its surest box alone: a model that sees everything everywhere finds nothing. */
function isFound(label: DetectorLabel, regions: Region[], boxes: KnownBox[]): boolean {
  const own = regions.filter((region) => region.label === label)
  const surest = own.toSorted((a, b) => b.confidence - a.confidence)[0]
  if (!surest) return false
  return boxes.some(
    (known) => known.label === label && overlap(known.box, surest.box) >= minOverlap,
  )
}
