import type { Canvas } from '@napi-rs/canvas'

export type Drawn = {
  /** Whether pictures cover the page and hardly a shape, as glyphs are, is filled: what words there are cannot be seen. */
  isPictureAlone: () => boolean
}

// Some scanners leave a margin, some print a line of their own.
const leastCovered = 0.7
const mostShapes = 10

/**
 * Notes what pdfjs draws on a canvas itself. Of what it draws on others first, as groups, nothing is known but that there was
 * something: such a page is taken for written.
 */
export function watchDrawing(canvas: Canvas): Drawn {
  const context = canvas.getContext('2d')
  let shapes = 0
  let covered = 0
  let hasGroups = false
  for (const name of ['fill', 'stroke', 'fillText', 'strokeText'] as const) {
    const draw = context[name]
    context[name] = (...given: unknown[]) => {
      shapes += 1
      Reflect.apply(draw, context, given)
    }
  }
  const { drawImage } = context
  context.drawImage = (...given: unknown[]) => {
    const [source, target] = [given.slice(1, 5), given.slice(5, 9)].map((part) => part.map(Number))
    const [, , width = 0, height = 0] = target ?? []
    // A picture is drawn whole into a place, a group where it is already, or whole.
    const isGroup = given.length < 9 || `${source}` === `${target}`
    const { a, b, c, d } = context.getTransform()
    if (isGroup) hasGroups = true
    else covered += Math.abs((a * d - b * c) * width * height)
    Reflect.apply(drawImage, context, given)
  }
  return {
    isPictureAlone: () =>
      covered >= leastCovered * canvas.width * canvas.height && shapes <= mostShapes && !hasGroups,
  }
}
