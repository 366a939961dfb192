import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Platform } from '../../infra/local/platform.ts'

const program = join(import.meta.dirname, '../../services/gateway/src/api-key.ts')

/** What the command for API keys prints, for the keys of a platform. @throws Error with what it says when it fails */
export function apiKeyCommand({ databaseUrl }: Platform, ...args: string[]): string {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}

/** A key that may do everything, without end. From then on nobody is let in without one. */
export function createAdminKey(platform: Platform): string {
  const limits = ['--extract-per-minute', '1000000', '--requests-per-minute', '1000000']
  return apiKeyCommand(platform, 'create', '--name', 'first', '--scopes', 'admin', ...limits)
}
