import { createHash } from 'node:crypto'
import {
  access,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import { wordsTsv } from '@invoice-ml/vision'
import generator from '../generator.json' with { type: 'json' }
import { makeSample, planSample, type SampleOptions, type Variety } from './sample.ts'

export type DatasetOptions = Variety & { seed: number; count: number; out: string }

const splits = ['train', 'val'] as const
const kinds = ['images', 'labels', 'words'] as const

/** Where a data set grows until it is whole. */
export function partialFolder(out: string): string {
  return `${out}.partial`
}

/**
 * Prepares the growing folder; one that an interrupted run with the same options left is taken up again.
 *
 * @throws Error when `out` is there already.
 */
export async function openDataset(options: DatasetOptions): Promise<void> {
  if (await exists(options.out)) throw new Error(`${options.out} is there already`)
  const folder = partialFolder(options.out)
  const settings = JSON.stringify(settingsOf(options))
  const before = await readFile(join(folder, 'settings.json'), 'utf8').catch(() => undefined)
  if (before !== settings) await rm(folder, { recursive: true, force: true })
  for (const kind of kinds)
    for (const split of splits) await mkdir(join(folder, kind, split), { recursive: true })
  await writeFile(join(folder, 'settings.json'), settings)
}

/** Makes one page of it, unless it was made before and all of it is there. */
export async function writeSample(folder: string, options: SampleOptions): Promise<void> {
  const { split } = planSample(options)
  const id = String(options.index).padStart(6, '0')
  const [image, tokens, labels] = [
    join(folder, 'images', split, `${id}.jpg`),
    join(folder, 'words', split, `${id}.tsv`),
    join(folder, 'labels', split, `${id}.txt`),
  ] as const
  if (await isWritten([image, tokens, labels])) return
  const { jpeg, boxes, words } = await makeSample(options)
  const lines = boxes.map(({ label, box }) =>
    [
      detectorLabels.indexOf(label),
      fixed(box.x + box.width / 2),
      fixed(box.y + box.height / 2),
      fixed(box.width),
      fixed(box.height),
    ].join(' '),
  )
  await writeWhole(image, jpeg)
  await writeWhole(tokens, wordsTsv(words))
  await writeWhole(labels, lines.join('\n'))
}

/** A power cut may leave a name without content. */
async function isWritten(paths: readonly string[]): Promise<boolean> {
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.every((size) => size > 0)
}

/** Its content is on the disk before it has its name. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.tmp`, content, { flush: true })
  await rename(`${path}.tmp`, path)
}

/** Waits until the entries of a folder are on the disk. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Adds `dataset.yaml` and the manifest, and gives the folder its name. Returns the digest of all pages. */
export async function closeDataset(options: DatasetOptions): Promise<string> {
  const folder = partialFolder(options.out)
  const names = detectorLabels.map((label, index) => `  ${index}: ${label}`).join('\n')
  await writeWhole(
    join(folder, 'dataset.yaml'),
    `path: .\ntrain: images/train\nval: images/val\nnames:\n${names}\n`,
  )
  const { sha256, counts } = await digest(folder)
  const manifest = {
    ...settingsOf(options),
    counts,
    labels: detectorLabels,
    vocabulary: 4096,
    sha256,
  }
  await writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await rm(join(folder, 'settings.json'))
  for (const kind of kinds) for (const split of splits) await syncFolder(join(folder, kind, split))
  await syncFolder(folder)
  await rename(folder, options.out)
  await syncFolder(dirname(options.out))
  return sha256
}

function settingsOf({ seed, count, layouts, languages, clean }: DatasetOptions) {
  return { generator: generator.version, seed, count, layouts, languages, clean }
}

async function digest(folder: string) {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  for (const split of splits) {
    for (const kind of kinds) {
      const files = (await readdir(join(folder, kind, split))).sort()
      counts[split] = files.length
      for (const file of files)
        hash
          .update(`${kind}/${split}/${file}\n`)
          .update(await readFile(join(folder, kind, split, file)))
    }
  }
  return { sha256: hash.digest('hex'), counts }
}

function fixed(value: number): string {
  return value.toFixed(5)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
