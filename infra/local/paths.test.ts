import { join } from 'node:path'
import { expect, test } from 'vitest'
import { namedFolders, root } from './paths.ts'

test('a folder that the environment names is meant from the checkout, and an empty name is none', () => {
  const env = { TRAINING_DIR: 'runs', BLOB_DIR: '', LOG_DIR: '/var/log' }

  const folders = namedFolders(['TRAINING_DIR', 'BLOB_DIR', 'MODEL_DIR'], env)

  expect(folders).toEqual({ TRAINING_DIR: join(root, 'runs') })
})
