import { type BatchAccepted, createId, type Problem } from '@invoice-ml/contracts'
import { ApiError, addressOf, pageHeaders, problemIn, retryAfterOf } from './api.ts'

/** What one is told of while files are on their way. */
export type Sending = {
  /** Share from 0 to 1 of what is sent. */
  onProgress: (share: number) => void
  /** Seconds that the platform asks to wait; undefined once they are over. */
  onWait: (seconds: number | undefined) => void
  /** Resolves once the platform answers and knows who is signed in. */
  whenBack: () => Promise<void>
}

const mostTries = 5
/** Before what had no answer is sent again. */
const lostWaitSeconds = 2

/**
 * Sends the files as one batch, and again where that may help: all tries under one key, so that they become documents once,
 * however many answers were lost. Whoever is signed out, or has no line, is waited for.
 *
 * @throws ApiError with what they were refused with
 */
export async function sendFiles(
  files: File[],
  { onProgress, onWait, whenBack }: Sending,
): Promise<BatchAccepted> {
  const key = createId('upload')
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(files, key, onProgress)
    } catch (error) {
      if (!(error instanceof ApiError) || tries >= mostTries) throw error
      const { problem, retryAfterSeconds } = error
      const isAway = problem.code === 'unauthenticated' || problem.code === 'service-unavailable'
      if (!isAway && retryAfterSeconds === undefined) throw error
      if (retryAfterSeconds !== undefined) {
        onWait(retryAfterSeconds)
        await new Promise((resolve) => setTimeout(resolve, retryAfterSeconds * 1_000))
        onWait(undefined)
      }
      if (isAway) await whenBack()
    }
  }
}

type OnProgress = Sending['onProgress']

/** One request. XMLHttpRequest, since fetch tells no progress of what is sent. */
function send(files: File[], key: string, onProgress: OnProgress): Promise<BatchAccepted> {
  const form = new FormData()
  for (const file of files) form.append('files', file, file.name)
  const xhr = new XMLHttpRequest()
  xhr.open('POST', addressOf('/extract/batch'))
  xhr.responseType = 'json'
  const headers = { ...pageHeaders, 'Idempotency-Key': key }
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
  return new Promise((resolve, reject) => {
    xhr.onerror = () => reject(new ApiError(lost, lostWaitSeconds))
    xhr.onload = () => {
      // The gateway answers by the schema of the operation.
      if (xhr.status === 202) resolve(xhr.response as BatchAccepted)
      else reject(refusalOf(xhr))
    }
    xhr.send(form)
  })
}

/** Why the platform, or what stands before it, said no. */
function refusalOf(xhr: XMLHttpRequest): ApiError {
  const problem = problemIn(xhr.response)
  if (problem) return new ApiError(problem, retryAfterOf(xhr.getResponseHeader('Retry-After')))
  // A proxy says so while the platform is away; what else it says no to it would refuse again.
  return xhr.status >= 500
    ? new ApiError(lost, lostWaitSeconds)
    : new ApiError({ ...lost, code: 'internal-error', status: xhr.status })
}

const lost: Problem = {
  type: '/problems/service-unavailable',
  title: 'The connection broke',
  status: 503,
  code: 'service-unavailable',
}
