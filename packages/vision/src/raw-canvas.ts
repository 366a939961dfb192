import { type Canvas, createCanvas } from '@napi-rs/canvas'

/** Pixels as the canvas holds them: RGBA, 8 bits each; to be released once they are used. */
export type Rgba = { data: Buffer; width: number; height: number; release: () => void }

/**
 * A canvas factory for pdfjs (its option `CanvasFactory`) whose canvases hand over their pixels as they are, through
 * `onPixels`, when they are asked for a PNG: packing and unpacking one costs more than rendering the page.
 */
export function rawCanvasFactory(onPixels: (pixels: Rgba) => void) {
  // pdfjs constructs it itself, so it must be a class.
  return class RawCanvasFactory {
    create(width: number, height: number) {
      if (!(width > 0 && height > 0)) throw new Error('The page has no size')
      const canvas = createCanvas(Math.ceil(width), Math.ceil(height))
      const toBuffer = () => {
        const { width, height } = canvas
        // A canvas without size gives its memory back at once, not when it is collected.
        const release = () => {
          canvas.width = 0
          canvas.height = 0
        }
        onPixels({ data: canvas.data(), width, height, release })
        return Buffer.alloc(0)
      }
      Object.assign(canvas, { toBuffer })
      return { canvas, context: canvas.getContext('2d') }
    }

    reset(entry: { canvas: Canvas }, width: number, height: number) {
      entry.canvas.width = width
      entry.canvas.height = height
    }

    destroy(entry: { canvas: Canvas | null; context: unknown }) {
      if (entry.canvas) {
        entry.canvas.width = 0
        entry.canvas.height = 0
      }
      entry.canvas = null
      entry.context = null
    }
  }
}
