import { Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import { ProblemError } from '@invoice-ml/contracts'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { type BatchFile, eraseFiles, toBatchFile } from './batch-file.ts'
import { isStorageFault, requestTooLarge } from './receive-parts.ts'
import { cleanName, fileTooLarge, type ReceivedFile, receiveFile } from './received-file.ts'

export type BatchLimits = {
  /** Documents of one batch. */
  files: number
  /** Of one document. */
  fileBytes: number
  /** Of all documents; of a ZIP, packed as well as unpacked. */
  totalBytes: number
}

// Folders and what a desktop leaves behind are no documents, but somebody has to look at them.
const entriesPerFile = 10

/**
 * Takes a ZIP apart, one file after the other, counting what comes out while it does. Nothing in it decides where a file goes:
 * of its name only the last part is kept, for people. A file that cannot be had is refused by itself.
 *
 * @throws ProblemError file-missing, archive-unreadable, too-many-files, request-too-large; then no file stays
 */
export async function unzip(
  path: string,
  newPath: () => string,
  limits: BatchLimits,
): Promise<BatchFile[]> {
  const zip = await open(path)
  const files: BatchFile[] = []
  let totalBytes = 0
  const count = (bytes: number) => {
    totalBytes += bytes
    if (totalBytes > limits.totalBytes) throw requestTooLarge(limits.totalBytes)
  }
  try {
    if (zip.entryCount > limits.files * entriesPerFile) throw tooManyFiles(limits)
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      if (!isDocument(name)) continue
      if (files.length === limits.files) throw tooManyFiles(limits)
      files.push(await unzipEntry({ zip, entry, name, path: newPath(), count }, limits))
    }
    if (files.length === 0) throw new ProblemError('file-missing', 'The ZIP holds no document')
    return files
  } catch (error) {
    await eraseFiles(files)
    throw error instanceof ProblemError || isStorageFault(error) ? error : unreadable(error)
  } finally {
    zip.close()
  }
}

async function open(path: string): Promise<ZipFile> {
  try {
    // Names and sizes are judged here, file by file; there they would spoil the whole.
    return await openPromise(path, { decodeStrings: false, validateEntrySizes: false })
  } catch (error) {
    throw isStorageFault(error) ? error : unreadable(error)
  }
}

function unreadable(cause: unknown): ProblemError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new ProblemError('archive-unreadable', `The ZIP cannot be read: ${why.slice(0, 200)}`, {
    cause,
  })
}

function tooManyFiles({ files }: BatchLimits): ProblemError {
  return new ProblemError('too-many-files', `The ZIP has more than ${files} files`)
}

/** In UTF-8 or code page 437, as the entry says. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
}

/** Not a folder, and nothing that a desktop put beside the documents. */
function isDocument(name: string): boolean {
  const parts = name.split('/')
  const last = parts.at(-1) ?? ''
  if (last === '' || parts.includes('__MACOSX')) return false
  return !last.startsWith('._') && !['.DS_Store', 'Thumbs.db', 'desktop.ini'].includes(last)
}

type Wanted = {
  zip: ZipFile
  entry: Entry
  name: string
  path: string
  /** Told of all bytes that come out of the ZIP. */
  count: (bytes: number) => void
}

async function unzipEntry(wanted: Wanted, limits: BatchLimits): Promise<BatchFile> {
  const filename = cleanName(wanted.name)
  try {
    refuse(wanted.entry)
    return await toBatchFile(await inflate(wanted, limits), filename, limits)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'request-too-large') throw error
    if (error instanceof ProblemError) return { filename, problem: error }
    if (isStorageFault(error)) throw error
    return { filename, problem: corrupt(error) }
  }
}

// What Unix says of a symbolic link, in the upper half of the external attributes.
const unix = 3
const typeMask = 0o170000
const symbolicLink = 0o120000

function refuse(entry: Entry): void {
  if (entry.isEncrypted())
    throw new ProblemError('document-encrypted', 'The ZIP is protected by a password')
  const mode = entry.externalFileAttributes >>> 16
  if (entry.versionMadeBy >> 8 === unix && (mode & typeMask) === symbolicLink)
    throw new ProblemError('unsupported-media-type', 'A link within a ZIP is no document')
  if (!entry.canDecodeFileData())
    throw new ProblemError('file-corrupt', 'It is packed in a way that is not read: use deflate')
}

/** Stops as soon as there is too much of it, whatever the ZIP says of its size. */
async function inflate(
  { zip, entry, path, count }: Wanted,
  { fileBytes }: BatchLimits,
): Promise<ReceivedFile> {
  let [size, checksum] = [0, 0]
  const check = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length
      checksum = crc32(chunk, checksum)
      next(null, chunk)
    },
    flush(done) {
      const isWhole = size === entry.uncompressedSize && checksum === entry.crc32
      done(isWhole ? null : corrupt('size or checksum differ'))
    },
  })
  const content = await zip.openReadStreamPromise(entry)
  content.on('error', (error) => check.destroy(error))
  check.on('close', () => content.destroy())
  return receiveFile(content.pipe(check), path, {
    keepBytes: () => fileBytes,
    onBytes: (bytes) => {
      count(bytes)
      if (size > fileBytes) throw fileTooLarge(fileBytes)
    },
  })
}

function corrupt(cause: unknown): ProblemError {
  return new ProblemError('file-corrupt', 'The ZIP holds it damaged', { cause })
}
