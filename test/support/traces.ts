import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { TestPlatform } from './platform.ts'

/** Where a text stands: tables, keys, and files by their path. */
export type Traces = { tables: string[]; keys: string[]; files: string[]; logs: string[] }

/** Everywhere that any of these texts is kept by a platform. */
export async function tracesOf(texts: string[], { platform, dir }: TestPlatform): Promise<Traces> {
  const [tables, keys, files, logs] = await Promise.all([
    tablesWith(texts, platform.databaseUrl),
    keysWith(texts, platform.redisUrl),
    filesWith(texts, join(dir, 'data', 'blobs')),
    filesWith(texts, join(dir, 'logs')),
  ])
  return { tables, keys, files, logs }
}

async function tablesWith(texts: string[], url: string): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const dump = await client.query(`select row_to_json(kept)::text as row from ${name} as kept`)
      if (dump.rows.some(({ row }) => holds(row, texts))) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

async function keysWith(texts: string[], url: string): Promise<string[]> {
  const redis = new Redis(url)
  try {
    // What is dumped would be packed otherwise.
    await redis.config('SET', 'rdbcompression', 'no')
    const found = (await redis.keys('*')).map(async (key) => {
      const value = await redis.dumpBuffer(key)
      return holds(`${key} ${value?.toString('latin1')}`, texts) ? [key] : []
    })
    return (await Promise.all(found)).flat()
  } finally {
    await redis.quit()
  }
}

async function filesWith(texts: string[], folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return holds(path, texts) || (entry.isFile() && holds(await contentOf(path), texts))
      ? [path]
      : []
  })
  return (await Promise.all(found)).flat()
}

async function contentOf(path: string): Promise<string> {
  // What is read may be erased at the same moment.
  const bytes = await readFile(path).catch(() => Buffer.alloc(0))
  return (path.endsWith('.gz') && bytes.length > 0 ? gunzipSync(bytes) : bytes).toString('latin1')
}

function holds(content: string, texts: string[]): boolean {
  return texts.some((text) => content.includes(text))
}
