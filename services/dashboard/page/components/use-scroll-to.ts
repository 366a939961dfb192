import type { Box } from '@invoice-ml/contracts'
import { type RefObject, useEffect, useRef } from 'react'

/** Brings a box of the page into sight, within the page alone: the fields stay where they are. Again when it is zoomed. */
export function useScrollTo(bbox: Box | undefined, zoom: number): RefObject<HTMLElement | null> {
  const scroller = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: how large the page is drawn decides where the box is
  useEffect(() => {
    const { current } = scroller
    const canvas = current?.firstElementChild
    if (!current || !canvas || !bbox) return
    const left = scrollFor(
      { at: bbox.x * canvas.clientWidth, length: bbox.width * canvas.clientWidth },
      { at: current.scrollLeft, length: current.clientWidth },
    )
    const top = scrollFor(
      { at: bbox.y * canvas.clientHeight, length: bbox.height * canvas.clientHeight },
      { at: current.scrollTop, length: current.clientHeight },
    )
    current.scrollTo({ left, top })
  }, [bbox, zoom])
  return scroller
}

/** A part of a line, in pixels. */
type Part = { at: number; length: number }

/** Where what is in sight must begin for this part to be in it: as now when it is, else with the part at its first third. */
export function scrollFor(part: Part, sight: Part): number {
  const isInSight = part.at >= sight.at && part.at + part.length <= sight.at + sight.length
  if (isInSight) return sight.at
  // The beginning of what is longer than the sight.
  return Math.max(0, part.at - Math.max(0, Math.min(sight.length / 3, sight.length - part.length)))
}
