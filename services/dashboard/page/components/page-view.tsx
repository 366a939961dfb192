import type { Box } from '@invoice-ml/contracts'
import { ActionIcon, Group, Loader, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Level } from '../confidence.ts'
import { useLanguage } from '../messages/language.tsx'

/** A box on the page, and what it is called. */
export type Marked = { key: string; page: number; bbox: Box; level: Level; name: string }

type Props = {
  /** Where the image of the page is read. */
  image: string
  page: number
  pages: number
  onPage: (page: number) => void
  marks: Marked[]
  activeKey: string | undefined
  onPick: (key: string) => void
  /** Whether the person draws a box. */
  isDrawing: boolean
  onDrawn: (bbox: Box) => void
  /** The image is there, or will never be. */
  onShown: () => void
}

const zooms = [1, 1.4, 1.8, 2.4]

/** A page of the document with its boxes: one may be picked, or drawn. */
export function PageView({ image, page, pages, onPage, ...canvas }: Props) {
  const { text } = useLanguage()
  const [zoom, setZoom] = useState(0)
  const scroller = useScrollToActive(canvas.marks, canvas.activeKey)
  return (
    <div className="review-page">
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="default"
            aria-label={text.review.previousPage}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          >
            <IconChevronLeft aria-hidden size={18} />
          </ActionIcon>
          <Text size="sm" role="status">
            {text.review.page(page, pages)}
          </Text>
          <ActionIcon
            variant="default"
            aria-label={text.review.nextPage}
            disabled={page >= pages}
            onClick={() => onPage(page + 1)}
          >
            <IconChevronRight aria-hidden size={18} />
          </ActionIcon>
        </Group>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="default"
            aria-label={text.review.zoomOut}
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          >
            <IconZoomOut aria-hidden size={18} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={text.review.zoomIn}
            disabled={zoom === zooms.length - 1}
            onClick={() => setZoom(zoom + 1)}
          >
            <IconZoomIn aria-hidden size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <section
        className="page-scroll"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrow keys
        tabIndex={0}
        aria-label={text.review.page(page, pages)}
      >
        <Canvas key={image} image={image} width={zooms[zoom] ?? 1} {...canvas} />
      </section>
    </div>
  )
}

type CanvasProps = Omit<Props, 'page' | 'pages' | 'onPage'> & { width: number }

function Canvas({ image, width, marks, activeKey, onPick, ...props }: CanvasProps) {
  const { isDrawing, onDrawn, onShown } = props
  const { text } = useLanguage()
  const [isLost, setIsLost] = useState(false)
  const [isLoaded, setIsLoaded] = useState(false)
  const { drawn, ...handlers } = useDrawing(isDrawing, onDrawn)
  if (isLost)
    return (
      <Text p="md" role="alert">
        {text.review.noImage}
      </Text>
    )
  return (
    <div
      className="page-canvas"
      data-drawing={isDrawing || undefined}
      data-loading={!isLoaded || undefined}
      style={{ width: `${width * 100}%` }}
      {...handlers}
    >
      {!isLoaded && <Loader className="page-loader" aria-label={text.common.loading} />}
      <img
        src={image}
        alt=""
        draggable={false}
        onLoad={() => {
          setIsLoaded(true)
          onShown()
        }}
        onError={() => {
          setIsLost(true)
          onShown()
        }}
      />
      {(isLoaded ? marks : []).map(({ key, bbox, level, name }) => (
        <button
          key={key}
          type="button"
          className="box"
          // The fields beside the page are the way by keyboard: the boxes would only be on it twice.
          tabIndex={-1}
          data-key={key}
          data-level={level}
          data-active={key === activeKey || undefined}
          title={name}
          aria-label={name}
          style={placed(bbox)}
          onClick={() => onPick(key)}
        />
      ))}
      {drawn && <div className="box" data-level="sure" style={placed(drawn)} />}
    </div>
  )
}

function placed({ x, y, width, height }: Box) {
  return {
    left: `${x * 100}%`,
    top: `${y * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  }
}

// What is smaller was a click.
const smallestSide = 0.004

function useDrawing(isDrawing: boolean, onDrawn: (bbox: Box) => void) {
  const start = useRef<{ x: number; y: number }>(undefined)
  const [drawn, setDrawn] = useState<Box>()
  if (!isDrawing) return { drawn: undefined }
  return {
    drawn,
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = pointOf(event)
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (start.current) setDrawn(boxBetween(start.current, pointOf(event)))
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      const box = start.current && boxBetween(start.current, pointOf(event))
      start.current = undefined
      setDrawn(undefined)
      if (box && box.width > smallestSide && box.height > smallestSide) onDrawn(box)
    },
  }
}

/** Where the pointer is, as fractions of the page. */
function pointOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>) {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  const within = (fraction: number) => Math.min(1, Math.max(0, fraction))
  return { x: within((clientX - left) / width), y: within((clientY - top) / height) }
}

function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}

/** Brings the active box into sight, within the page alone: the fields stay where they are. */
function useScrollToActive(marks: Marked[], activeKey: string | undefined) {
  const scroller = useRef<HTMLElement>(null)
  const active = marks.find(({ key }) => key === activeKey)
  const y = active?.bbox.y
  useEffect(() => {
    const { current } = scroller
    const canvas = current?.firstElementChild
    if (!current || !canvas || y === undefined) return
    const top = y * canvas.clientHeight
    const isInSight = top > current.scrollTop && top < current.scrollTop + current.clientHeight - 40
    if (!isInSight) current.scrollTo({ top: top - current.clientHeight / 3 })
  }, [y])
  return scroller
}
