import type { Box } from '@invoice-ml/contracts'
import { ActionIcon, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Level } from '../confidence.ts'
import { useLanguage } from '../messages/language.tsx'
import { useDrawing } from './use-drawing.ts'
import { usePageImage } from './use-page-image.ts'
import { useScrollTo } from './use-scroll-to.ts'

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
  /** Where the box begins that the person draws, another object for another box; undefined when she draws none. */
  drawing: Box | undefined
  onDrawn: (bbox: Box) => void
  /** The image is there, or will never be. */
  onShown: () => void
}

const zooms = [1, 1.4, 1.8, 2.4]

/** A page of the document with its boxes: one may be picked, or drawn. */
export function PageView({ image, page, pages, onPage, ...canvas }: Props) {
  const { text } = useLanguage()
  const [zoom, setZoom] = useState(0)
  const active = canvas.marks.find(({ key }) => key === canvas.activeKey)
  const scroller = useScrollTo(active?.bbox, zoom)
  const view = useRef<HTMLDivElement>(null)
  const { drawing } = canvas
  useEffect(() => {
    // Below it, on a phone, was the button that began the drawing.
    if (drawing) view.current?.scrollIntoView({ block: 'nearest' })
  }, [drawing])
  return (
    <div className="review-page" ref={view}>
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
  const { drawing, onDrawn, onShown } = props
  const { text } = useLanguage()
  const { state, key: imageKey, onLoad, onError, retry } = usePageImage(image, onShown)
  const isLoaded = state === 'shown'
  const { canvas, box, drawn, handlers } = useDrawing(drawing, onDrawn)
  if (state === 'missing' || state === 'never')
    return (
      <Stack p="md" align="start" role="alert">
        <Text>{text.review.noImage}</Text>
        {state === 'missing' && (
          <Button size="xs" variant="default" onClick={retry}>
            {text.common.retry}
          </Button>
        )}
      </Stack>
    )
  return (
    <div
      ref={canvas}
      className="page-canvas"
      data-drawing={drawing !== undefined || undefined}
      data-loading={!isLoaded || undefined}
      style={{ width: `${width * 100}%` }}
      {...handlers}
    >
      {!isLoaded && <Loader className="page-loader" aria-label={text.common.loading} />}
      <img key={imageKey} src={image} alt="" draggable={false} onLoad={onLoad} onError={onError} />
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
      {drawn && <div ref={box} className="box" data-level="sure" style={placed(drawn)} />}
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
