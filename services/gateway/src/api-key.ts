// node services/this/src/api-key.ts create --name NAME --scopes extract,read [--expires 2027-01-01] | list | revoke ID [--force]
//
// Manages API keys in a container of the gateway, with the database of DATABASE_URL.

import { readEnvironment } from '@invoice-ml/runtime'
import { z } from 'zod'
import { apiKeyCommand } from './api-key-command.ts'

const Environment = z.object({ DATABASE_URL: z.string().min(1) })

await apiKeyCommand(process.argv.slice(2), {
  program: 'node services/this/src/api-key.ts',
  withDatabaseUrl: (work) => work(readEnvironment(Environment, process.env).DATABASE_URL),
})
