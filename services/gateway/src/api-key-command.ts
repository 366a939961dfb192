import { parseArgs } from 'node:util'
import { ApiKeyId, apiKeyIdOf, NewApiKey } from '@invoice-ml/contracts'
import {
  type ApiKeyStore,
  createApiKeys,
  createAuditTrail,
  createDatabase,
  type Database,
} from '@invoice-ml/storage'

/** How the command is called, and how it comes to the address of its database, which is asked for only when it is needed. */
export type Surroundings = {
  program: string
  withDatabaseUrl: (work: (url: string) => Promise<void>) => Promise<void>
}

type Command = {
  usage: string
  values: ReturnType<typeof parse>['values']
  withDatabase: (work: (database: Database) => Promise<void>) => Promise<void>
}

/** Manages API keys from a terminal: create, list, revoke. Sets the exit status of the process: 1 for what cannot be done, 2 for unknown options. */
export async function apiKeyCommand(
  args: string[],
  { program, withDatabaseUrl }: Surroundings,
): Promise<void> {
  const usage = usageOf(program)
  const withDatabase: Command['withDatabase'] = (work) =>
    withDatabaseUrl(async (url) => {
      const database = createDatabase(url, { maxConnections: 2 })
      try {
        await database.migrate()
        await work(database)
      } finally {
        await database.close()
      }
    })
  try {
    const { values, positionals } = readArguments(args, usage)
    const [action, id] = positionals
    const command = { usage, values, withDatabase }
    if (values.help) process.stdout.write(usage)
    else if (action === 'create') await create(command)
    else if (action === 'list') await withDatabase((database) => list(createApiKeys(database)))
    else if (action === 'revoke' && id !== undefined) await revoke(command, id)
    else fail(usage)
  } catch (error) {
    fail(`${error instanceof Error ? error.message : error}\n`)
  }
}

const usageOf = (program: string) => `Usage:
  ${program} create --name NAME --scopes extract,read,review,admin
                     [--expires 2027-01-01] [--extract-per-minute N] [--requests-per-minute N]
  ${program} list
  ${program} revoke ID [--force]    (--force: even the last key with scope admin)
`

function readArguments(args: string[], usage: string) {
  try {
    return parse(args)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exit(2)
  }
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      expires: { type: 'string' },
      'extract-per-minute': { type: 'string' },
      'requests-per-minute': { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
}

async function create({ usage, values, withDatabase }: Command): Promise<void> {
  const wanted = NewApiKey.safeParse({
    name: values.name,
    scopes: values.scopes?.split(',').map((scope) => scope.trim()),
    expires_at: values.expires === undefined ? undefined : toTime(values.expires),
    extract_per_minute: toNumber(values['extract-per-minute']),
    requests_per_minute: toNumber(values['requests-per-minute']),
  })
  if (!wanted.success) {
    const mistakes = wanted.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return fail(`${mistakes.join('\n')}\n\n${usage}`)
  }
  const { name, scopes, expires_at, extract_per_minute, requests_per_minute } = wanted.data
  await withDatabase(async (database) => {
    const trail = createAuditTrail(database, { onTrouble: complain })
    const entry = await trail.begin({ actor: 'terminal', action: 'key.created' })
    const { key, text } = await createApiKeys(database).create({
      name,
      scopes,
      expiresAt: expires_at === undefined ? undefined : new Date(expires_at),
      extractPerMinute: extract_per_minute,
      requestsPerMinute: requests_per_minute,
    })
    await trail.settle(entry, 'done', key.id)
    process.stderr.write(
      `${key.id} is created for ${scopes.join(', ')}. From now on every request needs a key. This one is shown once:\n`,
    )
    process.stdout.write(`${text}\n`)
  })
}

async function list(keys: ApiKeyStore): Promise<void> {
  for (const key of await keys.list()) {
    const facts = [
      key.id,
      key.revokedAt ? 'revoked' : key.scopes.join(','),
      `created ${day(key.createdAt)}`,
      key.expiresAt ? `expires ${day(key.expiresAt)}` : 'does not expire',
      key.lastUsedAt ? `last used ${day(key.lastUsedAt)}` : 'never used',
      key.name,
    ]
    process.stdout.write(`${facts.join('  ')}\n`)
  }
}

async function revoke({ usage, values, withDatabase }: Command, text: string): Promise<void> {
  // Who pastes the key itself means that key; the trail shall not hold it.
  const keyId = apiKeyIdOf(text) ?? text
  if (!ApiKeyId.safeParse(keyId).success) return fail(usage)
  await withDatabase(async (database) => {
    const trail = createAuditTrail(database, { onTrouble: complain })
    const deed = { actor: 'terminal', action: 'key.revoked', target: keyId } as const
    const entry = await trail.begin(deed)
    const outcome = await createApiKeys(database).revoke(keyId, { evenLastAdmin: values.force })
    if (outcome === 'revoked') {
      await trail.settle(entry, 'done')
      process.stderr.write(`${keyId} is revoked, at once and everywhere.\n`)
    } else if (outcome === 'missing') {
      await trail.settle(entry, 'api-key-not-found')
      fail(`There is no ${keyId} to revoke.\n\n${usage}`)
    } else {
      await trail.settle(entry, 'last-admin-key')
      fail(
        `${keyId} is the last key with scope admin: --force revokes it all the same.\n` +
          'When no key is left, only this machine is served, without a key.\n',
      )
    }
  })
}

/** A day begins at midnight UTC. Throws for what is no time to come. */
function toTime(text: string): string {
  const time = new Date(text)
  if (Number.isNaN(time.getTime()) || time.getTime() <= Date.now())
    throw new Error(`--expires ${text}: expected a time to come, as 2027-01-01`)
  return time.toISOString()
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function complain(error: unknown): void {
  process.stderr.write(`The audit trail could not be written: ${error}\n`)
}

function fail(message: string): void {
  process.stderr.write(message)
  process.exitCode = 1
}
