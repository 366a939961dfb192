import { ProblemError } from '@invoice-ml/contracts'
import { isOutage } from '@invoice-ml/runtime'
import type { ReaderMessage, ReaderTask } from './reader-protocol.ts'

type Failure = Extract<ReaderMessage, { type: 'failed' }>

/** What a reader answers when a task threw: what is wrong with the document, with something around, or with itself. */
export function failureOf(
  { type, id, path }: Pick<ReaderTask, 'type' | 'id' | 'path'>,
  error: unknown,
): Failure {
  // To be read it must come to be there: a volume may not have been mounted yet.
  if (type !== 'read' && isMissing(error, path))
    return { type: 'failed', id, code: 'file-erased', detail: 'The file of the document is gone' }
  if (error instanceof ProblemError)
    return { type: 'failed', id, code: error.code, detail: error.message }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  // A disk that is full is full for every document.
  if (isOutage(error)) return { type: 'failed', id, code: 'service-unavailable', detail }
  return { type: 'failed', id, code: 'internal-error', detail }
}

/** As after a backup whose rows are older than its files. */
function isMissing(error: unknown, path: string): boolean {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return false
  return error.code === 'ENOENT' && error.path === path
}
