import type { Box } from '@invoice-ml/contracts'

type Drawn = Box & { rotation: number }

const digits = 6

/**
 * The upright box around a rectangle of Label Studio, cut at the edges of the page; undefined when nothing of it is on the
 * page.
 *
 * @param drawn in percent of the image, turned by degrees clockwise around its top left corner
 * @param size of the image in pixels: what is turned keeps its form in pixels, not in percent
 */
export function boundingBox(
  drawn: Drawn,
  size: { width: number; height: number },
): Box | undefined {
  const angle = (drawn.rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([right = 0, down = 0]) => {
    const across = (right * drawn.width * size.width) / 100
    const along = (down * drawn.height * size.height) / 100
    return {
      x: drawn.x / 100 + (across * cos - along * sin) / size.width,
      y: drawn.y / 100 + (across * sin + along * cos) / size.height,
    }
  })
  const [left, right] = span(corners.map(({ x }) => x))
  const [top, bottom] = span(corners.map(({ y }) => y))
  const box = { x: left, y: top, width: cut(right - left), height: cut(bottom - top) }
  return box.width > 0 && box.height > 0 ? box : undefined
}

/** The least and the greatest, on the page. */
function span(values: number[]): [number, number] {
  const onPage = (fraction: number) => cut(Math.max(0, Math.min(1, fraction)))
  return [onPage(Math.min(...values)), onPage(Math.max(...values))]
}

function cut(fraction: number): number {
  return Number(fraction.toFixed(digits))
}
