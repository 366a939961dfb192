import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = { redis: string; postgresOwner: string; postgres: string }

/** The passwords of the private Redis and PostgreSQL: random, made once, readable by their owner alone. */
export function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  // Only this function writes the file.
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secrets = { redis: password(), postgresOwner: password(), postgres: password() }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

function password(): string {
  return randomBytes(24).toString('hex')
}
