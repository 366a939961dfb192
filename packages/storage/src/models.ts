import { readdir, readFile } from 'node:fs/promises'
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

/** Every model under `<dir>/<name>/<version>/manifest.json`, newest first. An unreadable manifest is an error. */
export async function listModels(dir: string): Promise<StoredModel[]> {
  const files = (await entriesBelow(dir)).filter((file) => file.endsWith('manifest.json'))
  const models = await Promise.all(files.map((file) => readModel(join(dir, file))))
  return models.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
}

/** The model that serves: the newest. Undefined without any. */
export async function findCurrentModel(dir: string): Promise<StoredModel | undefined> {
  return (await listModels(dir))[0]
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
  return {
    name: dirname(folder).split('/').at(-1) ?? '',
    version,
    path: join(folder, 'model.onnx'),
    createdAt: new Date(createdAt),
    manifest,
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
