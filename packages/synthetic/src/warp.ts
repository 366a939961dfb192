import type { Box } from '@invoice-ml/extraction'

/** Pixels without alpha, row by row from the top left. */
export type Pixels = { data: Uint8Array; width: number; height: number; channels: 1 | 3 }
type Point = { x: number; y: number }

/** Where the corners of a page go: top left, top right, bottom right, bottom left, in fractions. */
export type Corners = readonly [Point, Point, Point, Point]

/** A projective map of the unit square onto the corners: (ax + by + c, dx + ey + f) / (gx + hy + 1) — Heckbert 1989. */
export type Projection = {
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
  g: number
  h: number
}

export function projectionOnto([p0, p1, p2, p3]: Corners): Projection {
  const [dx1, dx2, sx] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x]
  const [dy1, dy2, sy] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / determinant
  const h = (dx1 * sy - sx * dy1) / determinant
  return {
    a: p1.x - p0.x + g * p1.x,
    b: p3.x - p0.x + h * p3.x,
    c: p0.x,
    d: p1.y - p0.y + g * p1.y,
    e: p3.y - p0.y + h * p3.y,
    f: p0.y,
    g,
    h,
  }
}

export function project(map: Projection, { x, y }: Point): Point {
  const w = map.g * x + map.h * y + 1
  return { x: (map.a * x + map.b * y + map.c) / w, y: (map.d * x + map.e * y + map.f) / w }
}

/** The smallest upright box around a box that was moved, cut at the edges. */
export function projectBox(map: Projection, box: Box): Box {
  const corners = [box.x, box.x + box.width].flatMap((x) =>
    [box.y, box.y + box.height].map((y) => project(map, { x, y })),
  )
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const [xs, ys] = [
    corners.map((corner) => clamp(corner.x)),
    corners.map((corner) => clamp(corner.y)),
  ]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

export function invert({ a, b, c, d, e, f, g, h }: Projection): Projection {
  const scale = a * e - b * d
  return {
    a: (e - f * h) / scale,
    b: (c * h - b) / scale,
    c: (b * f - c * e) / scale,
    d: (f * g - d) / scale,
    e: (a - c * g) / scale,
    f: (c * d - a * f) / scale,
    g: (d * h - e * g) / scale,
    h: (b * g - a * h) / scale,
  }
}

/** The page as it looks after the map, `background` (0 to 255) where there is no page. */
export function warp(image: Pixels, map: Projection, background: number): Pixels {
  const { width, height, channels } = image
  const data = new Uint8Array(image.data.length).fill(background)
  const { a, b, c, d, e, f, g, h } = invert(map)
  for (let row = 0; row < height; row += 1) {
    const y = (row + 0.5) / height
    const startX = b * y + c
    const startY = e * y + f
    const startW = h * y + 1
    for (let column = 0; column < width; column += 1) {
      const x = (column + 0.5) / width
      const w = startW + g * x
      const fromX = ((startX + a * x) / w) * width - 0.5
      const fromY = ((startY + d * x) / w) * height - 0.5
      const inside = fromX >= 0 && fromY >= 0 && fromX < width - 1 && fromY < height - 1
      if (inside) blend(image, fromX, fromY, data, (row * width + column) * channels)
    }
  }
  return { data, width, height, channels }
}

/** The colour between four pixels (bilinear), written at `target`. */
function blend(
  { data: source, width, channels }: Pixels,
  x: number,
  y: number,
  data: Uint8Array,
  target: number,
): void {
  const left = x | 0
  const top = y | 0
  const right = ((x - left) * 256) | 0
  const below = ((y - top) * 256) | 0
  const at = (top * width + left) * channels
  const next = at + width * channels
  for (let channel = 0; channel < channels; channel += 1) {
    const upper =
      Number(source[at + channel]) * (256 - right) + Number(source[at + channels + channel]) * right
    const lower =
      Number(source[next + channel]) * (256 - right) +
      Number(source[next + channels + channel]) * right
    data[target + channel] = (upper * (256 - below) + lower * below) >> 16
  }
}
