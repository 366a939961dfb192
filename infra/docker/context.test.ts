import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const letIn = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1))

/** What images are built with beside the code: the options of the compiler, which others extend. */
const extended = readdirSync(join(root, 'services')).flatMap((service) => {
  const folder = join(root, 'services', service)
  const path = join(folder, 'tsconfig.json')
  if (!existsSync(path)) return []
  const { extends: base } = JSON.parse(readFileSync(path, 'utf8'))
  return base ? [relative(root, join(folder, base))] : []
})

test('what the compilers of services extend is there when their images are built', () => {
  expect(extended).not.toEqual([])
  for (const path of extended) expect(letIn).toContain(path)
})
