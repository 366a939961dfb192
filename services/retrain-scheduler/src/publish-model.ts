import { access, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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

/** Copies a model to where the workers find it; nothing to do when it is there. */
export async function publishModel({ from, to, champion, dataset }: Folders): Promise<void> {
  if (await exists(to)) return
  const partial = join(dirname(to), `.${process.pid}.partial`)
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  await copyFile(join(from, 'model.onnx'), join(partial, 'model.onnx'))
  await copyIfThere(join(champion, 'calibration.json'), join(partial, 'calibration.json'))
  await copyIfThere(join(dataset, 'ranker.json'), join(partial, 'ranker.json'))
  // Last: a folder without it is no model.
  await copyFile(join(from, 'manifest.json'), join(partial, 'manifest.json'))
  for (const name of await readdir(partial)) await sync(join(partial, name))
  await sync(partial)
  await rename(partial, to)
  await sync(dirname(to))
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
