import type { Canvas } from '@napi-rs/canvas'

export type Drawn = {
  /** Whether pictures cover the page and hardly a shape, as glyphs are, is filled: what words there are cannot be seen. */
  isPictureAlone: () => boolean
}

// Some scanners leave a margin, some print a line of their own.
const leastCovered = 0.7
const mostShapes = 10

/** Notes what pdfjs draws on a canvas itself; what it draws on others first, as groups, it then paints as a whole. */
export function watchDrawing(canvas: Canvas): Drawn {
  const context = canvas.getContext('2d')
  let shapes = 0
  let covered = 0
  const { fill, drawImage } = context
  context.fill = (...given: unknown[]) => {
    shapes += 1
    Reflect.apply(fill, context, given)
  }
  // A picture is drawn with a part of it and a place, a group without.
  context.drawImage = (...given: unknown[]) => {
    const [width, height] = given.slice(7, 9).map(Number)
    const { a, b, c, d } = context.getTransform()
    if (width !== undefined && height !== undefined)
      covered += Math.abs((a * d - b * c) * width * height)
    Reflect.apply(drawImage, context, given)
  }
  return {
    isPictureAlone: () =>
      covered >= leastCovered * canvas.width * canvas.height && shapes <= mostShapes,
  }
}
