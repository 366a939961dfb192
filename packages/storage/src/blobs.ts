import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type MediaType, mediaTypes } from '@invoice-ml/contracts'

/** The files of the jobs, in a folder that every gateway and worker sees. */
export type Blobs = {
  /** Makes the folders. */
  prepare: () => Promise<void>
  /** A path for an upload that is not accepted yet. */
  uploadPath: (name: string) => string
  /** Keeps an uploaded file as the document of a job; on return it survives a power cut. */
  keepDocument: (uploadPath: string, jobId: string, mediaType: MediaType) => Promise<void>
  documentPath: (jobId: string, mediaType: MediaType) => string
  /** Where the image of a page, from 1, lies once it is drawn. */
  pagePath: (jobId: string, page: number) => string
  /** Erases document and pages of a job. */
  remove: (jobId: string, mediaType: MediaType) => Promise<void>
  /** Erases uploads older than this: their requests died. Returns how many. */
  sweepUploads: (olderThanMs: number) => Promise<number>
}

export function createBlobs(folder: string): Blobs {
  const uploads = join(folder, 'uploads')
  // The end of an identifier is random, so it spreads the files over 1,024 folders.
  const shard = (jobId: string) => jobId.slice(-2)
  const documentPath = (jobId: string, mediaType: MediaType) =>
    join(folder, 'documents', shard(jobId), `${jobId}.${mediaTypes[mediaType]}`)
  const pagesFolder = (jobId: string) => join(folder, 'pages', shard(jobId), jobId)

  return {
    prepare: async () => {
      await mkdir(uploads, { recursive: true })
    },
    uploadPath: (name) => join(uploads, name),
    keepDocument: async (uploadPath, jobId, mediaType) => {
      const path = documentPath(jobId, mediaType)
      const made = await mkdir(dirname(path), { recursive: true })
      await sync(uploadPath)
      await rename(uploadPath, path)
      await sync(dirname(path))
      // A new folder is an entry of the one above it.
      if (made) await sync(dirname(dirname(path)))
    },
    documentPath,
    pagePath: (jobId, page) => join(pagesFolder(jobId), `${page}.jpg`),
    remove: async (jobId, mediaType) => {
      await rm(documentPath(jobId, mediaType), { force: true })
      await rm(pagesFolder(jobId), { recursive: true, force: true })
    },
    sweepUploads: async (olderThanMs) => {
      const limit = Date.now() - olderThanMs
      const names = await readdir(uploads)
      const ages = await Promise.all(names.map((name) => modifiedAt(join(uploads, name))))
      const old = names.filter((_, index) => (ages[index] ?? limit) < limit)
      await Promise.all(old.map((name) => rm(join(uploads, name), { force: true })))
      return old.length
    },
  }
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
