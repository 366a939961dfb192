import { rm } from 'node:fs/promises'
import { ProblemError } from '@invoice-ml/contracts'
import type { Request, Response } from 'express'
import { createPartsReceiver } from './receive-parts.ts'
import { type DocumentFile, describeFile } from './received-file.ts'
import type { Slots } from './slots.ts'

export type UploadLimits = { fileBytes: number; slots: Slots }

/** One uploaded file, not yet accepted. */
export type Upload = DocumentFile & {
  /** As the client named it, without folders and control characters. */
  filename: string
  /** The text parts beside the file. */
  form: Record<string, unknown>
}

/**
 * Streams the part `file` of a multipart request to disk. Whatever is refused, or breaks off, leaves no file.
 *
 * @throws ProblemError file-missing, file-empty, file-too-large, unsupported-media-type, invalid-request, overloaded
 */
export function createUploadReceiver(
  newPath: () => string,
  { fileBytes, slots }: UploadLimits,
): (request: Request, response: Response) => Promise<Upload> {
  const receive = createPartsReceiver({
    name: 'file',
    newPath,
    maxFiles: 1,
    fileBytes,
    totalBytes: fileBytes,
    tooLarge: 'refuse',
  })
  return async (request, response) => {
    const release = slots.take()
    const { files, form } = await receive(request, response).finally(release)
    const [file] = files
    if (!file)
      throw new ProblemError('file-missing', 'Send multipart/form-data with one part named file')
    try {
      return { ...(await describeFile(file)), filename: file.filename, form }
    } catch (error) {
      await rm(file.path, { force: true })
      throw error
    }
  }
}
