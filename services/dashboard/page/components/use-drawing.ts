import type { Box } from '@invoice-ml/contracts'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { movedBox } from '../review/moved-box.ts'

// What is smaller was a click.
const smallestSide = 0.004

type Point = { x: number; y: number }

/**
 * Drawing a box on the page: by pulling it open, or by the arrow keys from where it begins, and Enter.
 *
 * @param begin where the box begins, another object for another box; undefined while nothing is drawn
 */
export function useDrawing(begin: Box | undefined, onDrawn: (bbox: Box) => void) {
  const canvas = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const start = useRef<Point>(undefined)
  const [own, setOwn] = useState<Box>()
  useEffect(() => {
    setOwn(undefined)
    // The keys are for the box, not for the field.
    if (begin) canvas.current?.focus({ preventScroll: true })
  }, [begin])
  const drawn = begin && (own ?? begin)
  useEffect(() => {
    if (drawn && !start.current)
      box.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [drawn])
  if (!drawn) return { canvas, box, drawn, handlers: {} }

  function finish(taken: Box): void {
    setOwn(undefined)
    onDrawn(taken)
  }

  const handlers = {
    tabIndex: -1,
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const moved = movedBox(drawn, event)
      if (!moved && event.key !== 'Enter') return
      // The page would scroll.
      event.preventDefault()
      if (moved) setOwn(moved)
      // Whoever holds the key that has begun the drawing has not placed the box yet.
      else if (!event.repeat) finish(drawn)
    },
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = pointOf(event)
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (start.current) setOwn(boxBetween(start.current, pointOf(event)))
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      const pulled = start.current && boxBetween(start.current, pointOf(event))
      start.current = undefined
      if (pulled && pulled.width > smallestSide && pulled.height > smallestSide) finish(pulled)
      else setOwn(undefined)
    },
  }
  return { canvas, box, drawn, handlers }
}

/** Where the pointer is, as fractions of the page. */
function pointOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>): Point {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  const within = (fraction: number) => Math.min(1, Math.max(0, fraction))
  return { x: within((clientX - left) / width), y: within((clientY - top) / height) }
}

function boxBetween(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}
