import { existsSync } from 'node:fs'
import type { Random } from './random.ts'

/** A family as pdfkit takes it: names of standard fonts, or files. */
export type FontFamily = { name: string; regular: string; bold: string; italic: string }

const standard: readonly [FontFamily, ...FontFamily[]] = [
  { name: 'Helvetica', regular: 'Helvetica', bold: 'Helvetica-Bold', italic: 'Helvetica-Oblique' },
  { name: 'Times', regular: 'Times-Roman', bold: 'Times-Bold', italic: 'Times-Italic' },
  { name: 'Courier', regular: 'Courier', bold: 'Courier-Bold', italic: 'Courier-Oblique' },
]

const dejavu = (name: string, italic: string) => {
  const file = (weight: string) => `/usr/share/fonts/truetype/dejavu/${name}${weight}.ttf`
  return { name, regular: file(''), bold: file('-Bold'), italic: file(italic) }
}

/** Families of Debian's font packages that are on this machine; without any the standard ones do. */
export const installedFamilies = [
  dejavu('DejaVuSans', '-Oblique'),
  dejavu('DejaVuSansCondensed', '-Oblique'),
  dejavu('DejaVuSerif', '-Italic'),
  dejavu('DejaVuSerifCondensed', '-Italic'),
  dejavu('DejaVuSansMono', '-Oblique'),
].filter((family) => [family.regular, family.bold, family.italic].every((path) => existsSync(path)))

/** Mostly a sans serif, as on paper. */
export function pickFamily(random: Random): FontFamily {
  const [helvetica, times, courier] = standard
  const draw = random.next()
  if (draw < 0.45) return helvetica
  if (draw < 0.6) return times ?? helvetica
  if (draw < 0.66) return courier ?? helvetica
  return random.pick([helvetica, ...installedFamilies])
}
