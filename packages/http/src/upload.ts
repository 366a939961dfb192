import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type MediaType, ProblemError } from '@invoice-ml/contracts'
import type { Request, Response } from 'express'
import multer, { MulterError, type StorageEngine } from 'multer'
import { detectMediaType, headBytes } from './media-type.ts'

export type UploadLimits = { fileBytes: number }

/** One uploaded file, on disk, where it survives a power cut, and not yet accepted. */
export type Upload = {
  path: string
  /** As the client named it, without folders and control characters. */
  filename: string
  mediaType: MediaType
  sizeBytes: number
  sha256: string
  md5: string
  /** The text parts beside the file. */
  form: Record<string, unknown>
}

type Stored = { path: string; size: number; sha256: string; md5: string; head: Buffer }

const maxTextParts = 20
const maxTextBytes = 20_000
const maxNameBytes = 100

/**
 * Streams the part `file` of a multipart request to disk, digesting it on the way. Whatever is refused, or breaks off,
 * leaves no file.
 *
 * @throws ProblemError file-missing, file-empty, file-too-large, unsupported-media-type, invalid-request
 */
export function createUploadReceiver(
  newPath: () => string,
  limits: UploadLimits,
): (request: Request, response: Response) => Promise<Upload> {
  const writes = new WeakMap<Request, Promise<void>>()
  const receive = multer({
    storage: digestingStorage(newPath, writes),
    defParamCharset: 'utf8',
    limits: {
      fileSize: limits.fileBytes,
      files: 1,
      fields: maxTextParts,
      fieldSize: maxTextBytes,
      fieldNameSize: maxNameBytes,
      parts: maxTextParts + 1,
      headerPairs: 50,
    },
  }).single('file')

  return async (request, response) => {
    if (
      Number(request.headers['content-length'] ?? 0) >
      limits.fileBytes + maxTextParts * maxTextBytes
    )
      throw tooLarge(limits)
    await new Promise<void>((resolve, reject) => {
      receive(request, response, (error: unknown) =>
        error ? reject(asProblem(error, limits)) : resolve(),
      )
    }).catch(async (error: unknown) => {
      // multer does not wait for it, but who is refused shall leave nothing.
      await writes.get(request)
      throw error
    })
    const { file } = request
    if (!file)
      throw new ProblemError('file-missing', 'Send multipart/form-data with one part named file')
    // The storage below is what filled it in.
    const stored = file as unknown as Stored
    try {
      return {
        ...(await describe(stored)),
        filename: cleanName(file.originalname),
        form: request.body,
      }
    } catch (error) {
      await rm(stored.path, { force: true })
      throw error
    }
  }
}

async function describe({ path, size, sha256, md5, head }: Stored) {
  if (size === 0) throw new ProblemError('file-empty', 'The part `file` holds no byte')
  const mediaType = await detectMediaType(head)
  if (!mediaType)
    throw new ProblemError(
      'unsupported-media-type',
      'The content is neither PDF, JPEG, PNG, TIFF or WebP, nor an invoice in XML (UBL, CII)',
    )
  return { path, mediaType, sizeBytes: size, sha256, md5 }
}

/** `writes` learns what is being written for a request; it settles when the file is complete, or gone. */
function digestingStorage(
  newPath: () => string,
  writes: WeakMap<Request, Promise<void>>,
): StorageEngine {
  return {
    _handleFile: (request, file, done) => {
      const path = newPath()
      const [sha256, md5] = [createHash('sha256'), createHash('md5')]
      const head: Buffer[] = []
      let size = 0
      const digest = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          if (size < headBytes) head.push(chunk.subarray(0, headBytes - size))
          size += chunk.length
          sha256.update(chunk)
          md5.update(chunk)
          next(null, chunk)
        },
      })
      const writer = createWriteStream(path, { mode: 0o600, flush: true })
      const written = pipeline(file.stream, digest, writer).then(
        () => {
          const stored: Stored = {
            path,
            size,
            sha256: sha256.digest('hex'),
            md5: md5.digest('hex'),
            head: Buffer.concat(head),
          }
          // multer's type wants only its own keys.
          done(null, stored as Partial<Express.Multer.File>)
        },
        async (error: unknown) => {
          // A file that is being opened appears only now.
          if (!writer.closed) await once(writer, 'close')
          await rm(path, { force: true })
          done(error)
        },
      )
      writes.set(request, written)
    },
    _removeFile: (_request, file, done) => {
      rm(file.path, { force: true }).then(() => done(null), done)
    },
  }
}

function tooLarge({ fileBytes }: UploadLimits): ProblemError {
  const limitMb = Math.floor(fileBytes / 1_000_000)
  return new ProblemError('file-too-large', `The file has more than ${limitMb} MB`)
}

function asProblem(error: unknown, limits: UploadLimits): Error {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') return tooLarge(limits)
  if (error instanceof MulterError)
    return new ProblemError('invalid-request', `${error.message}: send one part named file`)
  if (isStorageFault(error)) return error
  // What is left are the complaints of the multipart parser.
  const message = error instanceof Error ? error.message : String(error)
  return new ProblemError('invalid-request', `The multipart body is malformed: ${message}`, {
    cause: error,
  })
}

/** A full disk or a missing folder is a fault of ours. */
function isStorageFault(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}

function cleanName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const printable = base.replaceAll(/\p{C}/gu, '').trim()
  // Cutting may leave half a character.
  return printable.slice(0, 255).toWellFormed() || 'document'
}
