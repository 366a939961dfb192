import { randomUUID } from 'node:crypto'
import { access, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { trialMark } from '@invoice-ml/storage'
import { sync } from './sync.ts'

type Folders = {
  /** Holds model.onnx and manifest.json. */
  from: string
  /** MODEL_DIR/<name>/<version>, which is there whole or not at all. */
  to: string
  /** Folder of the model that it goes on from: what its confidences are worth is believed of the new one, until it is measured. */
  champion: string
  /** The data set that it learned from: what the ranker learned lies there. */
  dataset: string
}

const hourMs = 3_600_000

/** Copies a model to where the workers find it, on trial; nothing to do when it is there. */
export async function publishModel({ from, to, champion, dataset }: Folders): Promise<void> {
  await eraseLeftovers(dirname(to))
  if (await exists(to)) return
  // Of its own: who has lost the training to another replica may still be copying.
  const partial = join(dirname(to), `.${basename(to)}.${randomUUID()}.partial`)
  try {
    await copyModel({ from, to: partial, champion, dataset })
    await rename(partial, to)
  } catch (error) {
    // A disk that is full stays so by what it was filled with.
    await rm(partial, { recursive: true, force: true })
    if (!(await exists(to))) throw error
  }
  await sync(dirname(to))
}

async function copyModel({ from, to, champion, dataset }: Folders): Promise<void> {
  await mkdir(to, { recursive: true })
  await writeFile(join(to, trialMark), '')
  await copyFile(join(from, 'model.onnx'), join(to, 'model.onnx'))
  await copyIfThere(join(champion, 'calibration.json'), join(to, 'calibration.json'))
  await copyIfThere(join(dataset, 'ranker.json'), join(to, 'ranker.json'))
  // Last: a folder without it is no model.
  await copyFile(join(from, 'manifest.json'), join(to, 'manifest.json'))
  for (const name of await readdir(to)) await sync(join(to, name))
  await sync(to)
}

/** Erases what those have begun that were killed over it. */
async function eraseLeftovers(folder: string): Promise<void> {
  const partial = (await readdir(folder)).filter((name) => /^\..*\.partial$/.test(name))
  for (const name of partial) {
    const { mtimeMs } = await stat(join(folder, name))
    if (Date.now() - mtimeMs > hourMs)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  if (await exists(from)) await copyFile(from, to)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
