import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The two models that ship, the older first. */
export const shipped = ['invoice_model_20261123', 'invoice_model_20261128'] as const

/** A copy of the models that ship, where others may be put beside them. */
export function copyModels(dir: string): string {
  const folder = join(dir, 'models')
  cpSync(resolve(import.meta.dirname, '../../models'), folder, { recursive: true })
  return folder
}

type Change = {
  /** What becomes of the network's bytes. */
  model?: (bytes: Buffer) => Buffer
  /** What the manifest says otherwise; the digest is that of the changed bytes unless it is given. */
  manifest?: Record<string, unknown>
}

/** Puts a changed copy of the newest model beside it, under a version of its own. */
export function addModel(models: string, version: string, change: Change): void {
  const from = join(models, 'invoice-detector', shipped[1])
  const to = join(models, 'invoice-detector', version)
  const original = readFileSync(join(from, 'model.onnx'))
  const bytes = change.model?.(original) ?? original
  const manifest = {
    ...JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')),
    version,
    // Older than what ships: it is not what serves as long as nothing is deployed.
    created_at: '2026-01-01T00:00:00Z',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...change.manifest,
  }
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to)
  writeFileSync(join(to, 'model.onnx'), bytes)
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest))
}

/** Bytes of protobuf: a field that holds a message or a text. */
export function field(number: number, ...content: (Buffer | string)[]): Buffer {
  const value = Buffer.concat(content.map((part) => Buffer.from(part)))
  return Buffer.concat([varint(number * 8 + 2), varint(value.length), value])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128)
    if (rest < 128) return Buffer.from(bytes)
  }
}
