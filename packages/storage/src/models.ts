import { access, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { ModelManifest } from '@invoice-ml/contracts'

/** A model on disk: its folder holds model.onnx and manifest.json. */
export type StoredModel = {
  name: string
  version: string
  /** Path of model.onnx. */
  path: string
  sizeBytes: number
  createdAt: Date
  /** It came out of a training and has not proved itself: it serves only when it is deployed, never because it lies there. */
  isOnTrial: boolean
  manifest: ModelManifest
}

/** Name of the file that lies in the folder of a model on trial. */
export const trialMark = 'on-trial'

/** Told of a model that cannot be used, as one that is being copied; the others serve meanwhile. */
type OnUnusable = (error: unknown) => void

/** Every model under `<dir>/<name>/<version>/manifest.json`, newest first. */
export async function listModels(dir: string, onUnusable: OnUnusable): Promise<StoredModel[]> {
  // One that is being written lies in a hidden folder.
  const files = (await entriesBelow(dir)).filter(
    (file) => file.endsWith('manifest.json') && !/(^|\/)\./.test(file),
  )
  const read = await Promise.allSettled(files.map((file) => readModel(dir, join(dir, file))))
  const models = read.flatMap((result) => {
    if (result.status === 'fulfilled') return [result.value]
    onUnusable(result.reason)
    return []
  })
  return models.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
}

/** The model of this version; undefined when none lies there. */
export async function findModel(dir: string, version: string): Promise<StoredModel | undefined> {
  // What cannot be used is not found.
  const models = await listModels(dir, () => {})
  return models.find((model) => model.version === version)
}

/** The newest model that is not on trial. Undefined without any. */
export async function findNewestModel(
  dir: string,
  onUnusable: OnUnusable,
): Promise<StoredModel | undefined> {
  return (await listModels(dir, onUnusable)).find(({ isOnTrial }) => !isOnTrial)
}

/** Whether a path lies in a folder once all links are followed. Rejects when either is not there. */
export async function liesIn(dir: string, path: string): Promise<boolean> {
  const [folder, target] = await Promise.all([realpath(dir), realpath(path)])
  return target.startsWith(folder + sep)
}

async function entriesBelow(dir: string): Promise<string[]> {
  try {
    return await readdir(dir, { recursive: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function readModel(dir: string, manifestPath: string): Promise<StoredModel> {
  const parsed = ModelManifest.safeParse(JSON.parse(await readFile(manifestPath, 'utf8')))
  if (!parsed.success) {
    const lacking = parsed.error.issues.map(({ path }) => path.join('.') || 'an object').join(', ')
    throw new Error(`${manifestPath} lacks ${lacking}, or holds it in another form`)
  }
  const manifest = parsed.data
  const folder = dirname(manifestPath)
  // One that somebody is still copying may lie in a folder of another name.
  if (basename(folder) !== manifest.version)
    throw new Error(`${folder} holds a model that calls itself ${manifest.version}`)
  const path = join(folder, 'model.onnx')
  if (!(await liesIn(dir, path))) throw new Error(`${path} leads out of the folder of models`)
  return {
    name: dirname(folder).split(sep).at(-1) ?? '',
    version: manifest.version,
    path,
    sizeBytes: (await stat(path)).size,
    createdAt: new Date(manifest.created_at),
    isOnTrial: await isThere(join(folder, trialMark)),
    manifest,
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
