import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'

export type Manifest = {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string }
  [key: string]: unknown
}
type Tree = Record<string, unknown>

const known = ['apiVersion', 'kind', 'namespace', 'labels', 'images', 'resources', 'patches']

/**
 * What `kubectl kustomize FOLDER` prints, for the part of Kustomize that is used here: resources, images, labels and strategic
 * patches, whose lists are merged by name.
 *
 * @throws when a file that is listed does not exist, a patch has no target, or another part of Kustomize is used
 */
export function render(folder: string): Manifest[] {
  const plan: Tree = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'))
  const strange = Object.keys(plan).filter((key) => !known.includes(key))
  if (strange.length > 0)
    throw new Error(`${folder}: ${strange.join(', ')} cannot be rendered here`)
  const resources = list(plan.resources).flatMap((name) => resourcesAt(join(folder, String(name))))
  const patches = list(plan.patches).flatMap((patch) =>
    read(join(folder, String(tree(patch).path))),
  )
  const patched = patches.reduce(applyPatch, resources)
  const images = list(plan.images).map(tree)
  return patched.map((manifest) => {
    const named = nameImages(manifest, images) as Manifest
    return { ...named, metadata: { ...named.metadata, namespace: String(plan.namespace) } }
  })
}

function resourcesAt(path: string): Manifest[] {
  return path.endsWith('.yaml') ? read(path) : render(path)
}

/** The manifests of a file. */
export function read(path: string): Manifest[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => {
    if (document.errors.length > 0) throw new Error(`${path}: ${document.errors.join('\n')}`)
    return document.toJS() as Manifest
  })
}

function applyPatch(manifests: Manifest[], patch: Manifest): Manifest[] {
  const isTarget = ({ kind, metadata }: Manifest) =>
    kind === patch.kind && metadata.name === patch.metadata.name
  if (!manifests.some(isTarget)) throw new Error(`No ${patch.kind} ${patch.metadata.name}`)
  if (patch.$patch === 'delete') return manifests.filter((manifest) => !isTarget(manifest))
  return manifests.map((manifest) =>
    isTarget(manifest) ? (merge(manifest, patch) as Manifest) : manifest,
  )
}

function merge(base: unknown, patch: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(patch) && patch.every((item) => nameOf(item)))
    return [
      ...base.map((item) => {
        const own = patch.find((candidate) => nameOf(candidate) === nameOf(item))
        return own === undefined ? item : merge(item, own)
      }),
      ...patch.filter((item) => !base.some((candidate) => nameOf(candidate) === nameOf(item))),
    ]
  if (!isTree(base) || !isTree(patch)) return patch
  const merged: Tree = { ...base }
  for (const [key, value] of Object.entries(patch))
    merged[key] = key in base ? merge(base[key], value) : value
  return merged
}

function nameImages(value: unknown, images: Tree[]): unknown {
  if (Array.isArray(value)) return value.map((item) => nameImages(item, images))
  if (!isTree(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== 'image' || typeof inner !== 'string') return [key, nameImages(inner, images)]
      const image = images.find(({ name }) => name === inner.split(':')[0])
      return [key, image ? `${image.newName ?? image.name}:${image.newTag}` : inner]
    }),
  )
}

function nameOf(item: unknown): unknown {
  return isTree(item) ? item.name : undefined
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function tree(value: unknown): Tree {
  if (!isTree(value)) throw new Error('A map was expected')
  return value
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
