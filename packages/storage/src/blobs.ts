import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { idAlphabet, type MediaType, mediaTypes } from '@invoice-ml/contracts'

/**
 * The files of the jobs, in a folder that every gateway and worker sees or in a bucket of an object store. What a path names
 * lies on this machine only while it is lent or kept; an upload always does.
 */
export type Blobs = {
  /** Whether a file lies there. */
  exists: (path: string) => Promise<boolean>
  /** A file of moderate size; undefined when there is none. */
  read: (path: string) => Promise<Buffer<ArrayBuffer> | undefined>
  /** Fails with ENOENT when there is no such file. */
  open: (path: string) => Promise<Readable>
  /** Who looks for the file sees all of it or nothing. */
  write: (path: string, bytes: string | Uint8Array) => Promise<void>
  erase: (path: string) => Promise<void>
  /** Calls with where a file or folder lies on this machine until the call ends; nothing lies there when there is none. */
  lend: <Result>(path: string, use: (localPath: string) => Promise<Result>) => Promise<Result>
  /** Keeps the file or folder that is made at the path that it calls with, if one is. */
  keep: <Result>(path: string, make: (localPath: string) => Promise<Result>) => Promise<Result>
  /** Makes the folders; fails when the bucket cannot be used. */
  prepare: () => Promise<void>
  /** Fails when the bucket cannot be used; undefined where files lie in a folder. */
  checkStore: (() => Promise<void>) | undefined
  /** A path for an upload that is not accepted yet. */
  uploadPath: (name: string) => string
  /** Keeps an uploaded file as the document of a job; from then on its bytes and its name survive a power cut. */
  keepDocument: (uploadPath: string, jobId: string, mediaType: MediaType) => Promise<void>
  documentPath: (jobId: string, mediaType: MediaType) => string
  /** Where the image of a page, from 1, lies once it is drawn. */
  pagePath: (jobId: string, page: number) => string
  /** Where what was seen on the pages lies once they are read. */
  seenPath: (jobId: string) => string
  /** Where the copy lies that a training learns from: words and pictures of the pages, kept longer than the document. */
  trainingFolder: (jobId: string) => string
  /** Where a Factur-X of a job lies once it is made; with `.xml` behind it, the XML that it is made with. */
  facturxPath: (jobId: string, digest: string) => string
  removeDocument: (jobId: string, mediaType: MediaType) => Promise<void>
  /** Erases page images and what was seen on the pages. */
  removePages: (jobId: string) => Promise<void>
  removeTraining: (jobId: string) => Promise<void>
  /** Erases document, pages and training copy of a job. */
  remove: (jobId: string, mediaType: MediaType) => Promise<void>
  /** Erases uploads older than this: their requests died. Returns how many. */
  sweepUploads: (olderThanMs: number) => Promise<number>
  /**
   * Erases documents, pages and training copies of this age that have no job, in one folder of many; the next call looks at the next folder.
   * Returns how many jobs' files went.
   */
  sweepOrphans: (
    age: { from: Date; to: Date },
    existing: (jobIds: string[]) => Promise<string[]>,
  ) => Promise<number>
}

const digits = Array.from(idAlphabet)
const shards = digits.flatMap((first) => digits.map((second) => `${first}${second}`))

/** The files in a folder; every path that it takes or gives lies below it. Its methods reject with what the file system says. */
export function createBlobs(folder: string): Blobs {
  const uploads = join(folder, 'uploads')
  // The end of an identifier is random, so it spreads the files over 1,024 folders.
  const shard = (jobId: string) => jobId.slice(-2)
  const documentPath = (jobId: string, mediaType: MediaType) =>
    join(folder, 'documents', shard(jobId), `${jobId}.${mediaTypes[mediaType]}`)
  const pagesFolder = (jobId: string) => join(folder, 'pages', shard(jobId), jobId)
  const removeDocument = (jobId: string, mediaType: MediaType) =>
    rm(documentPath(jobId, mediaType), { force: true })
  const removePages = (jobId: string) => rm(pagesFolder(jobId), { recursive: true, force: true })
  const trainingFolder = (jobId: string) => join(folder, 'training', shard(jobId), jobId)
  const removeTraining = (jobId: string) =>
    rm(trainingFolder(jobId), { recursive: true, force: true })

  let turn = 0
  async function orphansIn(parts: string[], existing: (ids: string[]) => Promise<string[]>) {
    const ids = parts.map((name) => name.split('.')[0] ?? name)
    const kept = new Set(ids.length > 0 ? await existing(ids) : [])
    return parts.filter((_, index) => !kept.has(ids[index] ?? ''))
  }

  return {
    exists: async (path) => (await modifiedAt(path)) !== undefined,
    read: (path) => readFile(path).catch(undefinedIfMissing),
    open: async (path) => {
      const handle = await open(path, 'r')
      return handle.createReadStream()
    },
    write: async (path, bytes) => {
      const partial = `${path}.${randomUUID()}.partial`
      await mkdir(dirname(path), { recursive: true })
      await writeFile(partial, bytes)
      await rename(partial, path)
    },
    erase: (path) => rm(path, { force: true }),
    lend: (path, use) => use(path),
    keep: async (path, make) => {
      await mkdir(dirname(path), { recursive: true })
      return make(path)
    },
    prepare: async () => {
      // What is printed on invoices is nobody else's on this machine.
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await mkdir(uploads, { recursive: true })
      // Here and not with the first document of each: that one would wait for three flushes more.
      const documents = shards.map((shard) => join(folder, 'documents', shard))
      await Promise.all(documents.map((path) => mkdir(path, { recursive: true })))
      await sync(join(folder, 'documents'))
    },
    checkStore: undefined,
    uploadPath: (name) => join(uploads, name),
    keepDocument: async (uploadPath, jobId, mediaType) => {
      const path = documentPath(jobId, mediaType)
      await rename(uploadPath, path).catch(async (error: unknown) => {
        if (!isMissing(error)) throw error
        // Somebody has tidied up since the start.
        await mkdir(dirname(path), { recursive: true })
        await rename(uploadPath, path)
        await sync(dirname(dirname(path)))
      })
      // After its renaming, so that one entry of the file system's journal holds both.
      await Promise.all([sync(path), sync(dirname(path))])
    },
    documentPath,
    pagePath: (jobId, page) => join(pagesFolder(jobId), `${page}.jpg`),
    seenPath: (jobId) => join(pagesFolder(jobId), 'seen.json.gz'),
    trainingFolder,
    facturxPath: (jobId, digest) => join(pagesFolder(jobId), `facturx-${digest}.pdf`),
    removeDocument,
    removePages,
    removeTraining,
    remove: async (jobId, mediaType) => {
      await removeDocument(jobId, mediaType)
      await removePages(jobId)
      await removeTraining(jobId)
    },
    sweepUploads: async (olderThanMs) => {
      const limit = Date.now() - olderThanMs
      const names = await readdir(uploads)
      const ages = await Promise.all(names.map((name) => modifiedAt(join(uploads, name))))
      const old = names.filter((_, index) => (ages[index] ?? limit) < limit)
      await Promise.all(
        old.map((name) => rm(join(uploads, name), { recursive: true, force: true })),
      )
      return old.length
    },
    sweepOrphans: async ({ from, to }, existing) => {
      let count = 0
      for (const kind of ['documents', 'pages', 'training']) {
        const shards = await namesIn(join(folder, kind))
        const shard = shards[turn % Math.max(1, shards.length)]
        if (shard === undefined) continue
        const path = join(folder, kind, shard)
        const names = await namesIn(path)
        const ages = await Promise.all(names.map((name) => modifiedAt(join(path, name))))
        const old = names.filter((_, index) => {
          const age = ages[index]
          return age !== undefined && age > from.getTime() && age < to.getTime()
        })
        const orphans = await orphansIn(old, existing)
        await Promise.all(
          orphans.map((name) => rm(join(path, name), { recursive: true, force: true })),
        )
        count += orphans.length
      }
      turn += 1
      return count
    },
  }
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort()
  } catch (error) {
    // Nothing was kept there yet.
    if (isMissing(error)) return []
    throw error
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs
  } catch {
    // Its request has just ended and taken it along.
    return undefined
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
