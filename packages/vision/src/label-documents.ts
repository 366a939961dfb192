// Documents whose values are known → a data set to measure a detector on: boxes are found by the values.
// node packages/vision/src/label-documents.ts DIR --pages PAGES --out DATASET
//
// DIR holds <name>.pdf or .jpg and <name>.truth.json; PAGES what dump-pages.ts made of them. First pages only.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { detectorLabels, fieldLabels, mediaTypes, type PagedMediaType } from '@invoice-ml/contracts'
import { locate, type Page } from '@invoice-ml/extraction'
import sharp from 'sharp'
import { openPages } from './page-source.ts'
import { wordsTsv } from './words-tsv.ts'

/** As many pixels as the pages of drawn data sets have. */
const resolution = { maxPixels: 900_000, maxDpi: 200 }

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: 'pages' },
    out: { type: 'string', default: 'real' },
  },
})
const [folder = '.'] = positionals
for (const part of ['images', 'labels', 'words'])
  await mkdir(join(options.out, part), { recursive: true })
await writeFile(join(options.out, 'classes.txt'), `${detectorLabels.join('\n')}\n`)
for (const file of (await readdir(folder)).sort()) await label(file)

async function label(file: string): Promise<void> {
  const mediaType = mediaTypeOf(file)
  if (!mediaType) return
  const name = basename(file, extname(file))
  // Both were written by this repository's own tools.
  const pages = JSON.parse(
    await readFile(join(options.pages, `${name}.pages.json`), 'utf8'),
  ) as Page[]
  const { fields } = JSON.parse(await readFile(join(folder, `${name}.truth.json`), 'utf8')) as {
    fields: Record<string, string | string[]>
  }
  const known = fieldLabels.flatMap((name) =>
    [fields[name] ?? []].flat().map((value) => ({ label: name, value })),
  )
  const lines = locate(pages, known)
    .filter(({ page }) => page === 1)
    .map(({ label, box }) =>
      [
        detectorLabels.indexOf(label),
        box.x + box.width / 2,
        box.y + box.height / 2,
        box.width,
        box.height,
      ].join(' '),
    )
  await writeFile(join(options.out, 'labels', `${name}.txt`), lines.join('\n'))
  await writeFile(join(options.out, 'words', `${name}.tsv`), wordsTsv(pages[0]?.words ?? []))
  await writeFile(join(options.out, 'images', `${name}.jpg`), await pictureOf(file, mediaType))
  process.stdout.write(`${name}: ${lines.length} of ${known.length} values\n`)
}

function mediaTypeOf(path: string): PagedMediaType | undefined {
  const extension = extname(path).slice(1).toLowerCase()
  // Object.keys forgets the key type that the table guarantees.
  const types = Object.keys(mediaTypes) as PagedMediaType[]
  return types.find((type) => mediaTypes[type] === extension)
}

async function pictureOf(file: string, mediaType: PagedMediaType): Promise<Buffer> {
  const limits = { maxPages: 50, maxMegapixels: 50 }
  const source = await openPages(await readFile(join(folder, file)), mediaType, limits)
  try {
    const { data, width, height, channels } = await source.readImage(1, resolution)
    return await sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 85 }).toBuffer()
  } finally {
    await source.close()
  }
}
