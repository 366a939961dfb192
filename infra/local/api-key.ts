// npm run api-key -- create --name NAME --scopes extract,read [--expires 2027-01-01] | list | revoke ID [--force]
//
// Manages API keys from the terminal of the platform's machine, whether the platform runs or not.

import { apiKeyCommand } from '../../services/gateway/src/api-key-command.ts'
import { withDatabaseUrl } from './database-url.ts'

await apiKeyCommand(process.argv.slice(2), { program: 'npm run api-key --', withDatabaseUrl })
