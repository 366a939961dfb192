// Run once before the services start, where `npm start` does not do it: brings the tables up to date, and makes the first API key
// when there is none, into the file of FIRST_KEY_FILE.

import { writeFileSync } from 'node:fs'
import { readEnvironment } from '@invoice-ml/runtime'
import { createApiKeys, createAuditTrail, createDatabase } from '@invoice-ml/storage'
import { z } from 'zod'

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  FIRST_KEY_FILE: z.string().optional(),
})

const { DATABASE_URL, FIRST_KEY_FILE } = readEnvironment(Environment, process.env)
const say = (line: string) => process.stdout.write(`${line}\n`)
const database = createDatabase(DATABASE_URL, { maxConnections: 2, onWarning: say })
try {
  await database.migrate()
  say('The tables are up to date')
  if (FIRST_KEY_FILE !== undefined) await makeFirstKey(FIRST_KEY_FILE)
} finally {
  await database.close()
}

async function makeFirstKey(path: string): Promise<void> {
  const keys = createApiKeys(database)
  if ((await keys.look(undefined)).isAnyThere) return
  const trail = createAuditTrail(database, { onTrouble: (error) => say(`Not audited: ${error}`) })
  const entry = await trail.begin({ actor: 'terminal', action: 'key.created' })
  const { key, text } = await keys.create({ name: 'first', scopes: ['admin'] })
  // Never to the log, which others may read.
  writeFileSync(path, `${text}\n`, { mode: 0o400 })
  await trail.settle(entry, 'done', key.id)
  say(`The first API key lies in ${path}`)
}
