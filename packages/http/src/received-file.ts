import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type MediaType, ProblemError } from '@invoice-ml/contracts'
import { detectMediaType, headBytes, isArchive } from './media-type.ts'

/** A file on disk that is not accepted yet, and would not survive a power cut. */
export type ReceivedFile = {
  path: string
  size: number
  sha256: string
  md5: string
  /** Its first bytes. */
  head: Buffer
}

/** What a file is, once its content is known. */
export type DocumentFile = {
  path: string
  mediaType: MediaType
  sizeBytes: number
  sha256: string
  md5: string
}

type Limits = {
  /** What is longer, by what it begins with, is digested to its end but not kept; its size tells. */
  keepBytes: (head: Buffer) => number
  /** Told of all bytes as they come; what it throws ends the file. */
  onBytes: (count: number) => void
}

/** Writes a stream to a new file, digesting it on the way. Whatever breaks off leaves no file, and rejects. */
export async function receiveFile(
  source: Readable,
  path: string,
  { keepBytes, onBytes }: Limits,
): Promise<ReceivedFile> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')]
  const head: Buffer[] = []
  let size = 0
  let limit = Number.POSITIVE_INFINITY
  const digest = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      if (size < headBytes) head.push(chunk.subarray(0, headBytes - size))
      size += chunk.length
      if (size >= headBytes && limit === Number.POSITIVE_INFINITY)
        limit = keepBytes(Buffer.concat(head))
      sha256.update(chunk)
      md5.update(chunk)
      try {
        onBytes(chunk.length)
      } catch (error) {
        next(error instanceof Error ? error : new Error(String(error)))
        return
      }
      if (size > limit) next()
      else next(null, chunk)
    },
  })
  const writer = createWriteStream(path, { mode: 0o600 })
  try {
    await pipeline(source, digest, writer)
  } catch (error) {
    // A file that is being opened appears only now.
    if (!writer.closed) await once(writer, 'close')
    await rm(path, { force: true })
    throw error
  }
  return {
    path,
    size,
    sha256: sha256.digest('hex'),
    md5: md5.digest('hex'),
    head: Buffer.concat(head),
  }
}

/** @throws ProblemError file-empty, unsupported-media-type */
export async function describeFile(file: ReceivedFile): Promise<DocumentFile> {
  const { path, size, sha256, md5, head } = file
  if (size === 0) throw new ProblemError('file-empty', 'The file holds no byte')
  const mediaType = await detectMediaType(head)
  if (mediaType) return { path, mediaType, sizeBytes: size, sha256, md5 }
  throw new ProblemError(
    'unsupported-media-type',
    isArchive(head)
      ? 'A ZIP is only taken alone, by POST /extract/batch, and none within it'
      : 'The content is neither PDF, JPEG, PNG, TIFF or WebP, nor an invoice in XML (UBL, CII)',
  )
}

export function fileTooLarge(fileBytes: number): ProblemError {
  const limitMb = Math.floor(fileBytes / 1_000_000)
  return new ProblemError('file-too-large', `The file has more than ${limitMb} MB`)
}

/** The name of a file without folders, control characters and ends of lines; `document` where nothing is left that names one. */
export function cleanName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const printable = base.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()
  if (['', '.', '..'].includes(printable)) return 'document'
  // Cutting may leave half a character.
  return printable.slice(0, 255).toWellFormed()
}
