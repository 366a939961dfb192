import { access, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A model on disk: its folder holds model.onnx and manifest.json. */
export type StoredModel = {
  name: string
  version: string
  /** Path of model.onnx. */
  path: string
  createdAt: Date
  manifest: Record<string, unknown>
}

/** Told of a model that cannot be used, as one that is being copied; the others serve meanwhile. */
type OnUnusable = (error: unknown) => void

/** Every model under `<dir>/<name>/<version>/manifest.json`, newest first. */
export async function listModels(dir: string, onUnusable: OnUnusable): Promise<StoredModel[]> {
  const files = (await entriesBelow(dir)).filter((file) => file.endsWith('manifest.json'))
  const read = await Promise.allSettled(files.map((file) => readModel(join(dir, file))))
  const models = read.flatMap((result) => {
    if (result.status === 'fulfilled') return [result.value]
    onUnusable(result.reason)
    return []
  })
  return models.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
}

/** The model that serves: the newest. Undefined without any. */
export async function findCurrentModel(
  dir: string,
  onUnusable: OnUnusable,
): Promise<StoredModel | undefined> {
  return (await listModels(dir, onUnusable))[0]
}

async function entriesBelow(dir: string): Promise<string[]> {
  try {
    return await readdir(dir, { recursive: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function readModel(manifestPath: string): Promise<StoredModel> {
  const manifest: unknown = JSON.parse(await readFile(manifestPath, 'utf8'))
  if (!isRecord(manifest)) throw new Error(`${manifestPath} is not a manifest`)
  const folder = dirname(manifestPath)
  const { version, created_at: createdAt } = manifest
  if (typeof version !== 'string' || typeof createdAt !== 'string')
    throw new Error(`${manifestPath} lacks version or created_at`)
  const path = join(folder, 'model.onnx')
  await access(path)
  return {
    name: dirname(folder).split('/').at(-1) ?? '',
    version,
    path,
    createdAt: new Date(createdAt),
    manifest,
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
