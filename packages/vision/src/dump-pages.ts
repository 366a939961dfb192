// Writes what is seen on the pages of documents, to develop the extraction on:
// node packages/vision/src/dump-pages.ts FILE|DIR --out DIR [--words DIR]
//
// --words: the words of the first page of each as well, as the trainer reads them, to measure a detector on real pages.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { mediaTypes, type PagedMediaType } from '@invoice-ml/contracts'
import { readPages } from './read-pages.ts'
import { createRecognizer } from './recognizer.ts'
import { wordsTsv } from './words-tsv.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'pages' },
    words: { type: 'string' },
    languages: { type: 'string', default: 'fra+eng' },
  },
})
const recognizer = createRecognizer(values.languages.split('+'))
await mkdir(values.out, { recursive: true })
if (values.words) await mkdir(values.words, { recursive: true })
for (const path of (await Promise.all(positionals.map(filesOf))).flat()) await dump(path)
await recognizer.close()

async function filesOf(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path]
  return (await readdir(path))
    .filter((name) => mediaTypeOf(name))
    .sort()
    .map((name) => join(path, name))
}

function mediaTypeOf(path: string): PagedMediaType | undefined {
  const extension = extname(path).slice(1).toLowerCase()
  // Object.keys forgets the key type that the table guarantees.
  const types = Object.keys(mediaTypes) as PagedMediaType[]
  return types.find((type) => mediaTypes[type] === extension)
}

async function dump(path: string): Promise<void> {
  const mediaType = mediaTypeOf(path)
  if (!mediaType) return
  const name = basename(path, extname(path))
  try {
    const options = { limits: { maxPages: 50, maxMegapixels: 50 } }
    const { pages, timings } = await readPages(await readFile(path), mediaType, options, {
      recognizer,
      onProgress: () => {},
    })
    await writeFile(join(values.out, `${name}.pages.json`), JSON.stringify(pages))
    if (values.words)
      await writeFile(join(values.words, `${name}.tsv`), wordsTsv(pages[0]?.words ?? []))
    const spent = Object.entries(timings).map(([stage, ms]) => `${stage} ${Math.round(ms)}`)
    const words = pages.map((page) => `${page.source} ${page.words.length}`)
    process.stdout.write(`${name}: ${words.join(', ')}; ms: ${spent.join(', ')}\n`)
  } catch (error) {
    process.stdout.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
