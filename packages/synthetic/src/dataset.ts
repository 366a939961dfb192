import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import { wordsTsv } from '@invoice-ml/vision'
import { makeSample, planSample, type SampleOptions, type Variety } from './sample.ts'

export type DatasetOptions = Variety & { seed: number; count: number; out: string }

/** Changes whenever the same seed would draw something else. */
export const generatorVersion = 5

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

/** Makes one page of it, unless it was made before; its labels are written last. */
export async function writeSample(folder: string, options: SampleOptions): Promise<void> {
  const { split } = planSample(options)
  const id = String(options.index).padStart(6, '0')
  const labels = join(folder, 'labels', split, `${id}.txt`)
  if (await exists(labels)) return
  const { jpeg, boxes, words } = await makeSample(options)
  await writeFile(join(folder, 'images', split, `${id}.jpg`), jpeg)
  await writeFile(join(folder, 'words', split, `${id}.tsv`), wordsTsv(words))
  const lines = boxes.map(({ label, box }) =>
    [
      detectorLabels.indexOf(label),
      fixed(box.x + box.width / 2),
      fixed(box.y + box.height / 2),
      fixed(box.width),
      fixed(box.height),
    ].join(' '),
  )
  await writeFile(`${labels}.tmp`, lines.join('\n'))
  await rename(`${labels}.tmp`, labels)
}

/** Adds `dataset.yaml` and the manifest, and gives the folder its name. Returns the digest of all pages. */
export async function closeDataset(options: DatasetOptions): Promise<string> {
  const folder = partialFolder(options.out)
  const names = detectorLabels.map((label, index) => `  ${index}: ${label}`).join('\n')
  await writeFile(
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
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await rm(join(folder, 'settings.json'))
  await rename(folder, options.out)
  return sha256
}

function settingsOf({ seed, count, layouts, languages, clean }: DatasetOptions) {
  return { generator: generatorVersion, seed, count, layouts, languages, clean }
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
