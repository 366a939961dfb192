import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { apiKeyIdOf } from '@invoice-ml/contracts'
import { type ApiKeyStore, type AuditTrail, isKeyOf } from '@invoice-ml/storage'

type Dependencies = { keys: Pick<ApiKeyStore, 'look' | 'create'>; trail: AuditTrail }

/**
 * Makes the first API key where there is none, and tells it in a file: wherever it ends, no key is there whose text lies nowhere,
 * and no file at `path` that holds another than a key of this database. What was revoked, or is another database's, goes.
 *
 * @returns `told`: the file has come; `stale`: it has gone; undefined: all is as it was
 * @throws when the file cannot be written: then there is no key
 */
export async function makeFirstKey(
  path: string,
  { keys, trail }: Dependencies,
): Promise<'told' | 'stale' | undefined> {
  const draft = `${path}.new`

  async function holdsKey(file: string): Promise<boolean> {
    const text = readIfThere(file)?.trim() ?? ''
    const { key } = await keys.look(apiKeyIdOf(text))
    return key !== undefined && isKeyOf(text, key)
  }
  function tell(): 'told' {
    renameSync(draft, path)
    return 'told'
  }

  // Who made it was ended before it was told.
  if (await holdsKey(draft)) return tell()
  rmSync(draft, { force: true })
  const isStale = readIfThere(path) !== undefined && !(await holdsKey(path))
  if (isStale) rmSync(path)
  const { isAnyThere } = await keys.look(undefined)
  if (isAnyThere) return isStale ? 'stale' : undefined

  const entry = await trail.begin({ actor: 'terminal', action: 'key.created' })
  const { key } = await keys.create({ name: 'first', scopes: ['admin'] }, (text) =>
    // Never to the log, which others may read.
    writeFileSync(draft, `${text}\n`, { mode: 0o400, flush: true }),
  )
  await trail.settle(entry, 'done', key.id)
  return tell()
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
