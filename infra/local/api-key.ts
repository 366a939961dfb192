// npm run api-key: services/gateway/src/api-key.ts with the platform's database, whether the platform runs or not.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { withDatabaseUrl } from './database-url.ts'
import { root } from './paths.ts'

const program = join(root, 'services/gateway/src/api-key.ts')
try {
  await withDatabaseUrl(async (url) => {
    const running = spawn(
      process.execPath,
      [...process.execArgv, program, ...process.argv.slice(2)],
      {
        stdio: 'inherit',
        env: { ...process.env, DATABASE_URL: url },
      },
    )
    const [status] = await once(running, 'exit')
    process.exitCode = status ?? 1
  })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
