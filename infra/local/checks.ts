import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.ts'

type Check = { name: string; command: string; args: string[] }

const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const checks: Check[] = [
  { name: 'types', command: bin('tsc'), args: ['-p', root] },
  {
    name: 'types of the page',
    command: bin('tsc'),
    args: ['-p', join(root, 'services', 'dashboard')],
  },
  { name: 'lint and format', command: bin('biome'), args: ['check', '--error-on-warnings', root] },
  {
    name: 'generated files',
    command: process.execPath,
    args: [join(root, 'infra', 'local', 'generate.ts'), '--check'],
  },
  {
    name: 'licences',
    command: process.execPath,
    args: [join(root, 'infra', 'local', 'licenses.ts')],
  },
]

/** Runs what needs no running platform: types, lint, freshness of generated files, licences. Resolves to the names that failed. */
export function runChecks(say: (line: string) => void): string[] {
  return checks.flatMap(({ name, command, args }) => {
    say(`Checking ${name}`)
    const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: root })
    return status === 0 ? [] : [name]
  })
}
