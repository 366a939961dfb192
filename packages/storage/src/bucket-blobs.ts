import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { arrayBuffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type Blobs, createBlobs } from './blobs.ts'
import type { Bucket } from './bucket.ts'

// Several pages of one document at a time; more would fight for the same connections.
const parallel = 8
// No reading and no upload takes as long: what is older was left by a crash.
const leftoverMs = 6 * 3_600_000

/**
 * The files of the jobs in a bucket, under the same names as in a folder. `folder` is this process's own: uploads that are not
 * accepted yet lie there, and what is lent or made just now, so that its size follows the work at hand and not the archive.
 */
export function createBucketBlobs(bucket: Bucket, folder: string, prefix = ''): Blobs {
  const places = createBlobs(folder)
  const keyOf = (path: string) => `${prefix}${relative(folder, path).split(sep).join('/')}`

  async function useScratch<Result>(use: (path: string) => Promise<Result>): Promise<Result> {
    const folder = places.uploadPath(randomUUID())
    await mkdir(folder, { recursive: true })
    try {
      return await use(join(folder, 'lent'))
    } finally {
      // With what a reader that was killed has left beside it.
      await rm(folder, { recursive: true, force: true })
    }
  }
  async function fetch(key: string, path: string): Promise<boolean> {
    const content = await bucket.get(key)
    if (!content) return false
    await mkdir(dirname(path), { recursive: true })
    await pipeline(content, createWriteStream(path, { mode: 0o600 }))
    return true
  }
  async function fetchFolder(key: string, path: string): Promise<void> {
    for await (const page of bucket.list(`${key}/`))
      await inParallel(page, (object) =>
        fetch(object.key, join(path, object.key.slice(key.length + 1))),
      )
  }
  async function removeUnder(key: string): Promise<void> {
    for await (const page of bucket.list(key))
      await inParallel(page, (object) => bucket.remove(object.key))
  }
  const removeDocument: Blobs['removeDocument'] = (jobId, mediaType) =>
    bucket.remove(keyOf(places.documentPath(jobId, mediaType)))
  const removePages = (jobId: string) => removeUnder(`${keyOf(dirname(places.seenPath(jobId)))}/`)
  const removeTraining = (jobId: string) => removeUnder(`${keyOf(places.trainingFolder(jobId))}/`)

  /** Where the sweep is: the last folder that it looked at, of each kind. */
  const swept = { documents: '', pages: '', training: '' }
  return {
    ...places,
    checkStore: bucket.check,
    prepare: async () => {
      await places.prepare()
      await places.sweepUploads(leftoverMs)
      await bucket.check()
    },
    exists: (path) => bucket.exists(keyOf(path)),
    read: async (path) => {
      const content = await bucket.get(keyOf(path))
      return content && Buffer.from(await arrayBuffer(content))
    },
    open: async (path) => {
      const content = await bucket.get(keyOf(path))
      if (!content) throw Object.assign(new Error('No such object'), { code: 'ENOENT' })
      return content
    },
    write: (path, bytes) => bucket.putBytes(keyOf(path), bytes),
    erase: (path) => bucket.remove(keyOf(path)),
    lend: (path, use) =>
      useScratch(async (local) => {
        if (!(await fetch(keyOf(path), local))) await fetchFolder(keyOf(path), local)
        return use(local)
      }),
    keep: (path, make) =>
      useScratch(async (local) => {
        const result = await make(local)
        const files = await filesAt(local)
        const put = (file: string) => bucket.putFile(keyOf(join(path, relative(local, file))), file)
        // What says which others there are comes last: it never names what did not arrive.
        const isList = (file: string) => /\.json(\.gz)?$/.test(file)
        await inParallel(
          files.filter((file) => !isList(file)),
          put,
        )
        await inParallel(files.filter(isList), put)
        return result
      }),
    keepDocument: async (uploadPath, jobId, mediaType) => {
      await bucket.putFile(keyOf(places.documentPath(jobId, mediaType)), uploadPath)
      await rm(uploadPath, { force: true })
    },
    removeDocument,
    removePages,
    removeTraining,
    remove: async (jobId, mediaType) => {
      await removeDocument(jobId, mediaType)
      await removePages(jobId)
      await removeTraining(jobId)
    },
    sweepOrphans: async ({ from, to }, existing) => {
      const gone = new Set<string>()
      for (const kind of ['documents', 'pages', 'training'] as const) {
        const kept = `${prefix}${kind}/`
        const next = await bucket.firstAfter(kept, `${kept}${swept[kind]}`)
        const shard = next?.slice(kept.length).split('/')[0]
        // A tilde sorts behind whatever an identifier begins with; behind the last folder comes the first.
        swept[kind] = shard === undefined ? '' : `${shard}/~`
        if (shard === undefined) continue
        const place = `${kept}${shard}/`
        const jobOf = (key: string) => key.slice(place.length).split(/[./]/)[0] ?? ''
        for await (const page of bucket.list(place)) {
          const old = page.filter(({ modifiedAt }) => modifiedAt > from && modifiedAt < to)
          const ids = [...new Set(old.map(({ key }) => jobOf(key)))]
          const alive = new Set(ids.length > 0 ? await existing(ids) : [])
          const orphans = old.filter(({ key }) => !alive.has(jobOf(key)))
          await inParallel(orphans, ({ key }) => bucket.remove(key))
          for (const { key } of orphans) gone.add(`${kind}/${jobOf(key)}`)
        }
      }
      return gone.size
    },
  }
}

/** The file at this path, or all files of the folder there; none when nothing is there. */
async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!found?.isDirectory()) return found ? [path] : []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

async function inParallel<Item>(items: Item[], act: (item: Item) => Promise<unknown>) {
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await act(item)
  }
  await Promise.all(Array.from({ length: parallel }, lane))
}
