import { rm } from 'node:fs/promises'
import { ProblemError } from '@invoice-ml/contracts'
import type { Request, Response } from 'express'
import { type BatchFile, toBatchFile } from './batch-file.ts'
import { isArchive } from './media-type.ts'
import { createPartsReceiver } from './receive-parts.ts'
import type { Slots } from './slots.ts'
import { type BatchLimits, unzip } from './unzip.ts'

export type BatchUpload = {
  /** In the order of the request, or of the ZIP. */
  files: BatchFile[]
  /** SHA-256 of each part as it was sent, whatever became of it. */
  digests: string[]
  /** The text parts beside the files. */
  form: Record<string, unknown>
}

/**
 * Streams the parts `files` of a multipart request to disk, and takes a ZIP apart that comes alone. A file that cannot be
 * taken is refused by itself; when the batch as a whole is, no file stays.
 *
 * @throws ProblemError file-missing, request-too-large, too-many-files, archive-unreadable, invalid-request, overloaded
 */
export function createBatchReceiver(
  newPath: () => string,
  limits: BatchLimits & { slots: Slots },
): (request: Request, response: Response) => Promise<BatchUpload> {
  const receive = createPartsReceiver({
    name: 'files',
    newPath,
    maxFiles: limits.files,
    fileBytes: limits.fileBytes,
    totalBytes: limits.totalBytes,
    tooLarge: 'tell',
  })
  return async (request, response) => {
    // Held until a ZIP is taken apart: it lies on the disk twice meanwhile.
    const release = limits.slots.take()
    try {
      return await receiveBatch(request, response)
    } finally {
      release()
    }
  }

  async function receiveBatch(request: Request, response: Response): Promise<BatchUpload> {
    const { files: parts, form } = await receive(request, response)
    const [first] = parts
    if (!first)
      throw new ProblemError('file-missing', 'Send multipart/form-data with parts named files')
    const digests = parts.map(({ sha256 }) => sha256)
    const isAlone = parts.length === 1
    const files =
      isAlone && isArchive(first.head)
        ? await unzip(first.path, newPath, limits).finally(() => rm(first.path, { force: true }))
        : await Promise.all(parts.map((part) => toBatchFile(part, part.filename, limits)))
    return { files, digests, form }
  }
}
