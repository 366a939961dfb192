// Run once before the services start, where `npm start` does not do it: brings the tables up to date, and makes the first API key
// when there is none, into the file of FIRST_KEY_FILE.

import { readEnvironment } from '@invoice-ml/runtime'
import { createApiKeys, createAuditTrail, createDatabase } from '@invoice-ml/storage'
import { z } from 'zod'
import { makeFirstKey } from './first-key.ts'

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
  if (FIRST_KEY_FILE !== undefined) {
    const trail = createAuditTrail(database, { onTrouble: (error) => say(`Not audited: ${error}`) })
    const keys = createApiKeys(database)
    const outcome = await makeFirstKey(FIRST_KEY_FILE, { keys, trail })
    if (outcome === 'told') say(`The first API key lies in ${FIRST_KEY_FILE}`)
    if (outcome === 'stale') say(`${FIRST_KEY_FILE} held a key that is none here, and is gone`)
  }
} finally {
  await database.close()
}
