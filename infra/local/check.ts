// `npm run check`: types, lint, format, generated files fresh.

import { runChecks } from './checks.ts'

const failed = runChecks((line) => process.stdout.write(`▸ ${line}\n`))
if (failed.length > 0) {
  process.stderr.write(`\nFailed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
