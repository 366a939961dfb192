import { rm } from 'node:fs/promises'
import { ProblemError } from '@invoice-ml/contracts'
import {
  type DocumentFile,
  describeFile,
  fileTooLarge,
  type ReceivedFile,
} from './received-file.ts'

/** A file of a batch: on disk and not yet accepted, or refused. */
export type BatchFile = { filename: string } & (
  | { document: DocumentFile }
  | { problem: ProblemError }
)

/** A received file as one of a batch; what is refused is erased. */
export async function toBatchFile(
  file: ReceivedFile,
  filename: string,
  { fileBytes }: { fileBytes: number },
): Promise<BatchFile> {
  try {
    if (file.size > fileBytes) throw fileTooLarge(fileBytes)
    return { filename, document: await describeFile(file) }
  } catch (error) {
    await rm(file.path, { force: true })
    if (!(error instanceof ProblemError)) throw error
    return { filename, problem: error }
  }
}

/** Erases what was stored of a batch that is not accepted. */
export async function eraseFiles(files: BatchFile[]): Promise<void> {
  const paths = files.flatMap((file) => ('document' in file ? [file.document.path] : []))
  await Promise.all(paths.map((path) => rm(path, { force: true })))
}
