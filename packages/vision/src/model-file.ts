import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hasExternalData } from './external-data.ts'
import { namesIn } from './model-description.ts'
import { readOnnxMetadata } from './onnx-metadata.ts'

/** A model as it lies on disk: the bytes that were verified, to be loaded and no others, and what is said about it. */
export type ModelFile = { bytes: Uint8Array; metadata: Map<string, string> }

// Ours has 5 MB, the largest of the usual exports 270.
const maxBytes = 500_000_000

/**
 * Reads `model.onnx` and the `manifest.json` beside it, and verifies what can be without running it.
 *
 * @throws Error saying what is wrong: too large, not the file that the manifest means, other labels than it names, weights
 * that lie elsewhere.
 */
export async function readModelFile(modelPath: string): Promise<ModelFile> {
  const { size } = await stat(modelPath)
  if (size > maxBytes)
    throw new Error(`The model has ${Math.ceil(size / 1e6)} MB; at most ${maxBytes / 1e6} are read`)
  const [manifest, bytes] = await Promise.all([
    readManifest(join(dirname(modelPath), 'manifest.json')),
    readFile(modelPath),
  ])
  if (manifest) verifyDigest(bytes, manifest.get('sha256'))
  if (hasExternalData(bytes)) throw new Error('The model has weights outside of its file')
  const own = readOnnxMetadata(bytes)
  refuseOtherLabels(own, manifest?.get('labels'))
  const metadata = new Map([...(manifest ?? []), ...own])
  // The graph knows best what it is; what it is called is decided where it lies.
  const version = manifest?.get('version')
  return { bytes, metadata: version === undefined ? metadata : metadata.set('version', version) }
}

/** Undefined when none is there, as where a model is being developed. */
async function readManifest(path: string): Promise<Map<string, string> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const entries: [string, unknown][] = Object.entries(JSON.parse(text))
  return new Map(
    entries.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

function verifyDigest(bytes: Uint8Array, expected: string | undefined): void {
  if (expected === undefined) throw new Error('The manifest has no sha256 of the model')
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (digest !== expected)
    throw new Error(`The model's SHA-256 is ${digest}; its manifest says ${expected}`)
}

function refuseOtherLabels(own: Map<string, string>, manifestLabels: string | undefined): void {
  const written = own.get('labels') ?? own.get('names')
  if (written === undefined || manifestLabels === undefined) return
  const [inModel, inManifest] = [namesIn(written), namesIn(manifestLabels)]
  if (inModel.join() !== inManifest.join())
    throw new Error(
      `The model's own labels (${inModel.length}) are not those of its manifest (${inManifest.length})`,
    )
}
