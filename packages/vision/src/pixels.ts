import sharp, { type Sharp } from 'sharp'

/** Pixels of an upright page, without alpha: 1 channel (grey) or 3 (RGB), row by row from the top left. */
export type PageImage = { data: Buffer; width: number; height: number; channels: 1 | 3 }

/** Any image as pixels; transparency is paper. */
export async function pixelsOf(image: Sharp): Promise<PageImage> {
  return toRaw(image.flatten({ background: 'white' }).toColourspace('srgb'))
}

/** Pixels of a canvas that was painted white first. */
export async function pixelsOfCanvas(
  data: Buffer,
  { width, height }: { width: number; height: number },
): Promise<PageImage> {
  return toRaw(sharp(data, { raw: { width, height, channels: 4 } }))
}

async function toRaw(image: Sharp): Promise<PageImage> {
  const { data, info } = await image
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return { data, width, height, channels: info.channels === 1 ? 1 : 3 }
}
