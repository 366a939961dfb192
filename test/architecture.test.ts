import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Who may import whom: the table of docs/architecture.md. */
const mayImport: Record<string, string[]> = {
  'packages/contracts': [],
  'packages/e-invoice': ['contracts'],
  'packages/extraction': ['contracts', 'e-invoice'],
  'packages/formats': ['contracts'],
  'packages/vision': ['contracts', 'extraction'],
  'packages/storage': ['contracts'],
  'packages/runtime': [],
  'packages/http': ['contracts', 'e-invoice', 'runtime'],
  'packages/queue': ['contracts', 'runtime'],
  'packages/review': ['contracts', 'extraction', 'storage', 'queue', 'runtime'],
  'packages/testing': ['storage', 'queue'],
  'packages/scoring': ['contracts'],
  'packages/client': ['contracts', 'scoring'],
  'packages/synthetic': ['contracts', 'extraction', 'vision'],
  test: ['contracts', 'client', 'synthetic', 'testing'],
}

/** Every package may be used by a service; these are for development only. */
const notForServices = ['testing', 'client', 'synthetic']

const folders = globSync(
  ['packages/*/package.json', 'services/*/package.json', 'test/package.json'],
  {
    cwd: root,
  },
).map((file) => dirname(file))

test.each(folders)('%s declares only what the table allows', (folder) => {
  const allowed = allowedFor(folder)

  const declared = internalDependencies(folder)

  expect(declared.filter((name) => !allowed.includes(name))).toEqual([])
})

test.each(folders)('%s reaches other packages by their names alone', (folder) => {
  const files = globSync('**/*.ts', { cwd: join(root, folder), exclude: ['**/node_modules/**'] })

  const escapes = files.flatMap((file) => relativeImports(join(root, folder, file), folder))

  expect(escapes).toEqual([])
})

test('every package of the table exists', () => {
  const missing = Object.keys(mayImport).filter((folder) => !folders.includes(folder))

  expect(missing).toEqual([])
})

function allowedFor(folder: string): string[] {
  if (!folder.startsWith('services/')) return mayImport[folder] ?? []
  const packages = folders
    .filter((name) => name.startsWith('packages/'))
    .map((name) => name.slice(9))
  return packages.filter((name) => !notForServices.includes(name))
}

function internalDependencies(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@invoice-ml/'))
    .map((name) => name.slice('@invoice-ml/'.length))
}

/** Imports that leave the folder by `../`. Tests of the whole platform may start it: infra/local. */
function relativeImports(file: string, folder: string): string[] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/from '(\.[^']+)'/g)]
    .map(([, path = '']) => relative(root, resolve(dirname(file), path)))
    .filter((path) => !path.startsWith(`${folder}/`))
    .filter((path) => !(folder === 'test' && path.startsWith('infra/local/')))
    .filter((path) => existsSync(join(root, path)))
}
