// `npm run generate`: writes what is derived from contracts. With --check it writes nothing and says what is stale.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedFiles } from './generated-files.ts'
import { root } from './paths.ts'

const isCheck = process.argv.includes('--check')

for (const [path, content] of generatedFiles()) {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue
  if (isCheck) {
    process.stderr.write(`${path} is stale: npm run generate\n`)
    process.exitCode = 1
  } else {
    writeFileSync(file, content)
    process.stdout.write(`${path} written\n`)
  }
}
