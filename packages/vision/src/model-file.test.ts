import { createHash } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tinyModel } from '../test-support/tiny-model.ts'
import { readModelFile } from './model-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'))
})
afterEach(() => rm(folder, { recursive: true }))

const bytes = tinyModel({
  inputs: ['images'],
  height: 64,
  width: 64,
  dims: [1, 6, 2],
  output: Array<number>(12).fill(0),
  metadata: { labels: '["numero_facture","montant_ttc"]', version: '7' },
})
const sha256 = createHash('sha256').update(bytes).digest('hex')

async function read(model: Uint8Array, manifest?: unknown) {
  await writeFile(join(folder, 'model.onnx'), model)
  if (manifest) await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return readModelFile(join(folder, 'model.onnx'))
}

/** A field of protobuf that holds others, of less than 16 kB. */
function field(id: number, ...parts: Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part])
  const { length } = content
  return Uint8Array.from([id * 8 + 2, (length & 0x7f) | 0x80, length >> 7, ...content])
}

test('the manifest names the model, the graph says what it is', async () => {
  const { metadata } = await read(bytes, { version: 'v1', sha256, size: [32, 32] })

  expect(Object.fromEntries(metadata)).toMatchObject({
    version: 'v1',
    labels: '["numero_facture","montant_ttc"]',
    size: '[32,32]',
  })
})

test('a model that is being developed needs no manifest', async () => {
  const { metadata } = await read(bytes)

  expect(metadata.get('version')).toBe('7')
})

test.each([
  ['of another digest', { sha256: 'a'.repeat(64) }, /SHA-256 is [0-9a-f]{64}; its manifest says a/],
  ['without a digest', { version: 'v1' }, 'has no sha256'],
  ['with other labels', { sha256, labels: ['montant_ttc', 'numero_facture'] }, 'own labels'],
])('a manifest %s is refused', async (_what, manifest, reason) => {
  await expect(read(bytes, manifest)).rejects.toThrow(reason)
})

const external = field(5, field(13, field(1, new TextEncoder().encode('location'))))
const located = field(5, Uint8Array.from([14 * 8, 1]))

/** A field of a weight, written as it stands. */
function weight(...own: number[]): Uint8Array {
  return field(7, field(5, Uint8Array.from(own)))
}

test.each([
  ['a weight', field(7, external)],
  ['a weight that only says where it lies', field(7, located)],
  ['a constant', field(7, field(1, field(5, external)))],
  ['a weight that says so beyond 32 bits', weight(14 * 8, 0x81, 0x80, 0x80, 0x80, 0x10)],
  ['a weight that says so beyond 53 bits', weight(14 * 8, 0x81, ...Array(8).fill(0x80), 0x01)],
  ['a graph within a node', field(7, field(1, field(5, field(6, external))))],
])('%s in another file is refused', async (_what, hostile) => {
  await expect(read(Uint8Array.from([...bytes, ...hostile]))).rejects.toThrow('outside of its file')
})

test.each([
  ['external_data', weight(0xea, 0x80, 0x80, 0x80, 0x10, 0)],
  ['data_location', weight(0xf0, 0x80, 0x80, 0x80, 0x10, 1)],
  ['the graph', Uint8Array.from([0xba, 0x80, 0x80, 0x80, 0x10, ...field(7, located).subarray(1)])],
  ['nothing', weight(0, 1)],
])('a tag that other parsers take for that of %s is refused', async (_what, hostile) => {
  await expect(read(Uint8Array.from([...bytes, ...hostile]))).rejects.toThrow('no ONNX model')
})

test('graphs in one another without end are refused', async () => {
  let hostile = field(7, Uint8Array.of())
  for (let depth = 0; depth < 25; depth += 1) hostile = field(1, field(5, field(6, hostile)))

  await expect(read(field(7, hostile))).rejects.toThrow('too deep in one another')
})

test('a file that is too large is refused before it is read', async () => {
  await writeFile(join(folder, 'model.onnx'), '')
  await truncate(join(folder, 'model.onnx'), 600_000_000)

  await expect(readModelFile(join(folder, 'model.onnx'))).rejects.toThrow('600 MB; at most 500')
})
