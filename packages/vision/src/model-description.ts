import { type DetectorLabel, detectorLabels } from '@invoice-ml/contracts'

/** What must be known of a detector to feed it and to understand it. */
export type ModelDescription = {
  labels: DetectorLabel[]
  /** Pixels of its input. */
  height: number
  width: number
  usesImages: boolean
  usesTokens: boolean
  /** It learned from grey pages: red, green and blue are the same. */
  seesGrey: boolean
  version: string | undefined
}

/** An input or output of the graph; a dimension that may vary has a name instead of a number. */
export type GraphValue = { name: string; shape: readonly (number | string)[] }

// No page needs more; memory for it is taken before anything is seen.
const maxSide = 4_096

/**
 * Describes a detector by its graph's inputs and its metadata: ours (`labels`, `size`, `version`) and those of the usual
 * exports (`names`, `imgsz`).
 *
 * @throws Error saying what is wrong: inputs that we do not have, labels that are missing or unknown, no size.
 */
export function describeModel(
  inputs: readonly GraphValue[],
  metadata: ReadonlyMap<string, string>,
): ModelDescription {
  const images = inputs.find(({ name }) => name === 'images')
  const tokens = inputs.find(({ name }) => name === 'tokens')
  const others = inputs.filter((input) => input !== images && input !== tokens)
  if (inputs.length === 0 || others.length > 0)
    throw new Error(
      `The model wants ${inputs.map(({ name }) => `"${name}"`).join(', ') || 'nothing'}; "images" and "tokens" can be given`,
    )
  const [height, width] = sizeOf(images, tokens, metadata)
  if (height % 32 !== 0 || width % 32 !== 0)
    throw new Error(`The model wants ${width} × ${height} pixels; both must be multiples of 32`)
  if (height > maxSide || width > maxSide)
    throw new Error(`The model wants ${width} × ${height} pixels; at most ${maxSide} are given`)
  return {
    labels: labelsOf(metadata),
    height,
    width,
    usesImages: images !== undefined,
    usesTokens: tokens !== undefined,
    seesGrey: tokens !== undefined || /gr[ae]y/i.test(metadata.get('normalisation') ?? ''),
    version: metadata.get('version'),
  }
}

function labelsOf(metadata: ReadonlyMap<string, string>): DetectorLabel[] {
  const written = metadata.get('labels') ?? metadata.get('names')
  const names = written === undefined ? [] : namesIn(written)
  if (names.length === 0)
    throw new Error('The model names no labels: its metadata has neither "labels" nor "names"')
  const unknown = names.filter((name) => !isLabel(name))
  if (unknown.length > 0) throw new Error(`The model has unknown labels: ${unknown.join(', ')}`)
  return names.filter(isLabel)
}

/** The names in a JSON list, a JSON object by index, or the Python dictionary of the usual exports: {0: 'a', 1: "b"}. */
export function namesIn(written: string): string[] {
  const entries = [
    ...written.matchAll(/(?:["']?(\d+)["']?\s*:\s*)?(?:'([^']*)'|"([^"]*)")\s*(?=[,}\]])/g),
  ]
  return entries
    .map(([, index, single, double], position) => ({
      index: Number(index ?? position),
      name: single ?? double ?? '',
    }))
    .sort((a, b) => a.index - b.index)
    .map(({ name }) => name)
}

function isLabel(name: string): name is DetectorLabel {
  return (detectorLabels as readonly string[]).includes(name)
}

function sizeOf(
  images: GraphValue | undefined,
  tokens: GraphValue | undefined,
  metadata: ReadonlyMap<string, string>,
): [height: number, width: number] {
  const written = (metadata.get('size') ?? metadata.get('imgsz') ?? '').match(/\d+/g)?.map(Number)
  const declared =
    images?.shape.slice(2) ?? tokens?.shape.slice(1).map((cells) => Number(cells) * 4)
  // A fixed shape binds, whatever the metadata says.
  const [height, width] = [declared?.[0], declared?.[1]].map((side, index) =>
    Number.isInteger(side) ? Number(side) : (written?.[index] ?? written?.[0]),
  )
  if (!height || !width) throw new Error('The model says nowhere how large its input is')
  return [height, width]
}
