import { rm } from 'node:fs/promises'
import { PassThrough, type Writable } from 'node:stream'
import { ProblemError } from '@invoice-ml/contracts'
import type { Request, Response } from 'express'
import multer, { MulterError, type StorageEngine } from 'multer'
import { bodyTimeout } from './json-body.ts'
import { isArchive } from './media-type.ts'
import { cleanName, fileTooLarge, type ReceivedFile, receiveFile } from './received-file.ts'
import { longestRequestMs } from './server.ts'

export type PartsOptions = {
  /** Name of the parts that are files. */
  name: 'file' | 'files'
  newPath: () => string
  maxFiles: number
  /** Of one file. */
  fileBytes: number
  /** Of all of them. */
  totalBytes: number
  /** What becomes of a file that is too large: it ends the request, or, unless it is a ZIP, the caller finds its size alone. */
  tooLarge: 'refuse' | 'tell'
  /** How long a request may take; the platform's own patience unless given. */
  patienceMs?: number
}

export type ReceivedPart = ReceivedFile & {
  /** As the client named it, without folders and control characters. */
  filename: string
}

export type ReceivedParts = { files: ReceivedPart[]; form: Record<string, unknown> }

const maxTextParts = 20
const maxTextBytes = 20_000
const maxNameBytes = 100

/**
 * Streams the files of a multipart request to disk, digesting them on the way. Whatever is refused, breaks off, or takes too
 * long leaves no file, and is told without reading on.
 *
 * @throws ProblemError file-too-large, request-too-large, request-timeout, too-many-files, invalid-request
 */
export function createPartsReceiver(
  options: PartsOptions,
): (request: Request, response: Response) => Promise<ReceivedParts> {
  const { name, maxFiles, fileBytes, totalBytes, tooLarge } = options
  const { patienceMs = longestRequestMs(totalBytes) } = options
  const writes = new WeakMap<Request, Promise<unknown>>()
  const receive = multer({
    storage: digestingStorage(options, writes),
    defParamCharset: 'utf8',
    // What is a name in a path is for cleanName to say; by that of multer, `.` and `..` are no files.
    preservePath: true,
    // multer has it, and its types do not yet.
    ...{ streamHandler: feed },
    limits: {
      ...(tooLarge === 'refuse' ? { fileSize: fileBytes } : {}),
      files: maxFiles,
      fields: maxTextParts,
      fieldSize: maxTextBytes,
      fieldNameSize: maxNameBytes,
      // multer makes lists of names like a[4294967294], as long as they say.
      fieldNestingDepth: 0,
      parts: maxTextParts + maxFiles,
      headerPairs: 50,
    },
  }).array(name)

  return async (request, response) => {
    // Who went away while the key was looked up is not told of again: multer would wait for ever.
    if (request.destroyed)
      throw new ProblemError('invalid-request', 'The connection ended before the upload did')
    if (
      Number(request.headers['content-length'] ?? 0) >
      totalBytes + maxTextParts * maxTextBytes + maxFiles * partOverheadBytes
    )
      throw tooLarge === 'refuse' ? fileTooLarge(fileBytes) : requestTooLarge(totalBytes)
    const body = bodyOf(request)
    const deadline = setTimeout(() => body.destroy(bodyTimeout()), patienceMs)
    await new Promise<void>((resolve, reject) => {
      receive(body, response, (error: unknown) =>
        error ? reject(asProblem(error, options)) : resolve(),
      )
    })
      .catch(async (error: unknown) => {
        // multer does not wait for it, but who is refused shall leave nothing.
        await writes.get(body)
        throw error
      })
      .finally(() => {
        clearTimeout(deadline)
        request.unpipe()
      })
    // The storage below is what filled them in.
    const files = (body.files ?? []) as unknown as (ReceivedFile & { originalname: string })[]
    return {
      files: files.map(({ path, size, sha256, md5, head, originalname }) => ({
        ...{ path, size, sha256, md5, head },
        filename: cleanName(originalname),
      })),
      form: body.body ?? {},
    }
  }
}

/** The body of a request, which can be ended while the connection stays: over it the client hears why. */
function bodyOf(request: Request): Request {
  const body = Object.assign(new PassThrough(), { headers: request.headers })
  request.once('close', () => {
    if (!request.readableEnded) body.destroy(new Error('the connection has ended'))
  })
  // Of a request, multer asks for no more than this.
  return request.pipe(body) as unknown as Request
}

/** Hands a body to the parser. multer would read what it has refused to the end: once it lets go, there is no more. */
function feed(body: Request, parser: Writable): void {
  parser.once('unpipe', () => body.destroy())
  body.pipe(parser)
}

// The headers of a part, and its boundary.
const partOverheadBytes = 1_000

/** `writes` learns what is being written for a request; it settles when all files are complete, or gone. */
function digestingStorage(
  { newPath, fileBytes, totalBytes }: PartsOptions,
  writes: WeakMap<Request, Promise<unknown>>,
): StorageEngine {
  const totals = new WeakMap<Request, number>()
  const keepBytes = (head: Buffer) => (isArchive(head) ? totalBytes : fileBytes)
  return {
    _handleFile: (request, file, done) => {
      const onBytes = (count: number) => {
        const total = (totals.get(request) ?? 0) + count
        totals.set(request, total)
        if (total > totalBytes) throw requestTooLarge(totalBytes)
      }
      const written = receiveFile(file.stream, newPath(), { keepBytes, onBytes }).then(
        // multer's type wants only its own keys.
        (stored) => done(null, stored as Partial<Express.Multer.File>),
        done,
      )
      writes.set(request, Promise.all([writes.get(request), written]))
    },
    _removeFile: (_request, file, done) => {
      rm(file.path, { force: true }).then(() => done(null), done)
    },
  }
}

export function requestTooLarge(totalBytes: number): ProblemError {
  const limitMb = Math.floor(totalBytes / 1_000_000)
  return new ProblemError('request-too-large', `The files have more than ${limitMb} MB together`)
}

function asProblem(error: unknown, { name, maxFiles, fileBytes }: PartsOptions): Error {
  if (error instanceof ProblemError) return error
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
    return fileTooLarge(fileBytes)
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_COUNT' && maxFiles > 1)
    return new ProblemError('too-many-files', `More than ${maxFiles} files were sent`)
  // Its types do not know this one yet.
  if (error instanceof MulterError && `${error.code}` === 'LIMIT_FIELD_NESTING')
    return new ProblemError(
      'invalid-request',
      'The name of a part holds a bracket; send metadata as one part with JSON',
    )
  if (error instanceof MulterError)
    return new ProblemError(
      'invalid-request',
      name === 'file'
        ? `${error.message}: send one part named file`
        : `${error.message}: send parts named files`,
    )
  if (isStorageFault(error)) return error
  // What is left are the complaints of the multipart parser.
  const message = error instanceof Error ? error.message : String(error)
  return new ProblemError('invalid-request', `The multipart body is malformed: ${message}`, {
    cause: error,
  })
}

/** A full disk or a missing folder is a fault of ours. */
export function isStorageFault(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}
