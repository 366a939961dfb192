import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = {
  redis: string
  postgresOwner: string
  postgres: string
  /** Seals the sessions of the dashboard. */
  dashboard: string
}

/** The secrets of a platform of this machine: random, made once, readable by their owner alone. */
export function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  // Only this function writes the file; an earlier version knew fewer secrets.
  const known: Partial<Secrets> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const secrets: Secrets = {
    redis: known.redis ?? password(),
    postgresOwner: known.postgresOwner ?? password(),
    postgres: known.postgres ?? password(),
    dashboard: known.dashboard ?? password(),
  }
  if (Object.values(known).length < Object.values(secrets).length) writeWhole(file, secrets)
  return secrets
}

/** As a whole or not at all: without the passwords nothing of the data could be read any more. */
function writeWhole(file: string, secrets: Secrets): void {
  const next = `${file}.new`
  writeFileSync(next, JSON.stringify(secrets), { mode: 0o600, flush: true })
  renameSync(next, file)
}

function password(): string {
  return randomBytes(24).toString('hex')
}
