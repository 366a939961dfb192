import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { findCurrentModel } from './models.ts'

const folder = testFolder()

function write(dir: string, manifest: unknown): void {
  mkdirSync(join(folder, dir), { recursive: true })
  writeFileSync(join(folder, dir, 'manifest.json'), JSON.stringify(manifest))
}

test('the newest model serves', async () => {
  write('two/invoice/v9', { version: 'v9', created_at: '2026-01-01T00:00:00Z' })
  write('two/invoice/v10', { version: 'v10', created_at: '2026-02-01T00:00:00Z' })

  const model = await findCurrentModel(join(folder, 'two'))

  expect(model).toMatchObject({
    name: 'invoice',
    version: 'v10',
    path: join(folder, 'two/invoice/v10/model.onnx'),
  })
})

test('without a folder there is no model', async () => {
  const model = await findCurrentModel(join(folder, 'nowhere'))

  expect(model).toBeUndefined()
})

test('a manifest without its version is named', async () => {
  write('bad/invoice/v1', { created_at: '2026-01-01T00:00:00Z' })

  const model = findCurrentModel(join(folder, 'bad'))

  await expect(model).rejects.toThrow('lacks version')
})
