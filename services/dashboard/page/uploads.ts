import type { BatchAccepted, Problem } from '@invoice-ml/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useSyncExternalStore } from 'react'
import { ApiError, addressOf, pageHeaders, problemIn, retryAfterOf } from './api.ts'
import { readNewest } from './jobs.ts'
import { outcomesOf } from './upload-outcomes.ts'

export type UploadedFile = {
  id: number
  name: string
  sizeBytes: number
  state: 'waiting' | 'sending' | 'sent' | 'refused'
  /** From 0 to 1, of the request that carries it. */
  progress: number
  jobId?: string
  /** What it was refused with. */
  refusal?: Pick<Problem, 'code' | 'title'>
}

export type Uploads = {
  files: UploadedFile[]
  /** Seconds that the platform asked to wait before it takes more. */
  waitSeconds: number | undefined
}

// Few enough that progress is seen, many enough that the limit of uploads a minute is far.
const filesInRequest = 20
const bytesInRequest = 40_000_000
const mostTries = 5

const store = createStore()

/** What is being sent, and how to send more; goes on while other pages are looked at. */
export function useUploads() {
  const uploads = useSyncExternalStore(store.subscribe, store.read)
  const client = useQueryClient()
  const add = useRef((files: File[]) => {
    void store.add(files, () => void readNewest(client))
  })
  return { ...uploads, add: add.current, clear: store.clear }
}

type Waiting = { entry: UploadedFile; file: File }

function createStore() {
  let uploads: Uploads = { files: [], waitSeconds: undefined }
  const listeners = new Set<() => void>()
  const queue: Waiting[] = []
  let isSending = false
  let lastId = 0

  function set(change: Partial<Uploads>): void {
    uploads = { ...uploads, ...change }
    for (const listener of listeners) listener()
  }

  function nextId(): number {
    lastId += 1
    return lastId
  }

  function change(ids: number[], patch: Partial<UploadedFile>): void {
    set({
      files: uploads.files.map((file) => (ids.includes(file.id) ? { ...file, ...patch } : file)),
    })
  }

  /** Puts what became of the files of a request where they stood. */
  function settle(ids: number[], entries: BatchAccepted['entries']): void {
    const { files } = uploads
    const first = files.findIndex(({ id }) => ids.includes(id))
    const sent = files.filter(({ id }) => ids.includes(id))
    const others = files.filter(({ id }) => !ids.includes(id))
    set({ files: others.toSpliced(first, 0, ...outcomesOf(sent, entries, nextId)) })
  }

  async function sendAll(onSent: () => void): Promise<void> {
    if (isSending) return
    isSending = true
    while (queue.length > 0) {
      await sendSome(takeSome(queue))
      onSent()
    }
    isSending = false
  }

  async function sendSome(some: Waiting[]): Promise<void> {
    const ids = some.map(({ entry }) => entry.id)
    change(ids, { state: 'sending' })
    try {
      const { entries } = await sendPatiently(
        some.map(({ file }) => file),
        (progress) => change(ids, { progress }),
        (waitSeconds) => set({ waitSeconds }),
      )
      settle(ids, entries)
    } catch (error) {
      const { code, title } = problemOf(error)
      change(ids, { state: 'refused', progress: 1, refusal: { code, title } })
    }
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: () => uploads,
    clear: () =>
      set({
        files: uploads.files.filter(({ state }) => state === 'waiting' || state === 'sending'),
      }),
    add: async (files: File[], onSent: () => void) => {
      const added = files.map((file): Waiting => {
        const entry = { id: nextId(), name: file.name, sizeBytes: file.size }
        return { file, entry: { ...entry, state: 'waiting', progress: 0 } }
      })
      queue.push(...added)
      set({ files: [...uploads.files, ...added.map(({ entry }) => entry)] })
      await sendAll(onSent)
    },
  }
}

/** The first files of the queue that make one request. A ZIP goes alone, as the gateway wants it. */
function takeSome(queue: Waiting[]): Waiting[] {
  const some: Waiting[] = []
  let bytes = 0
  while (queue[0] !== undefined && some.length < filesInRequest) {
    const { file } = queue[0]
    const isAlone = /\.zip$/i.test(file.name)
    bytes += file.size
    if (some.length > 0 && (isAlone || bytes > bytesInRequest)) break
    some.push(...queue.splice(0, 1))
    if (isAlone) break
  }
  return some
}

function problemOf(error: unknown): Pick<Problem, 'code' | 'title'> {
  return error instanceof ApiError
    ? error.problem
    : { code: 'service-unavailable', title: String(error) }
}

/** Sends the files, and again after the time that the platform asks to wait. @throws ApiError */
async function sendPatiently(
  files: File[],
  onProgress: (share: number) => void,
  onWait: (seconds: number | undefined) => void,
): Promise<BatchAccepted> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(files, onProgress)
    } catch (error) {
      if (!(error instanceof ApiError) || error.retryAfterSeconds === undefined) throw error
      if (tries >= mostTries) throw error
      onWait(error.retryAfterSeconds)
      await new Promise((resolve) => setTimeout(resolve, (error.retryAfterSeconds ?? 1) * 1_000))
      onWait(undefined)
    }
  }
}

/** One request. XMLHttpRequest, since fetch tells no progress of what is sent. */
function send(files: File[], onProgress: (share: number) => void): Promise<BatchAccepted> {
  const form = new FormData()
  for (const file of files) form.append('files', file, file.name)
  const xhr = new XMLHttpRequest()
  xhr.open('POST', addressOf('/extract/batch'))
  xhr.responseType = 'json'
  for (const [name, value] of Object.entries(pageHeaders)) xhr.setRequestHeader(name, value)
  xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
  return new Promise((resolve, reject) => {
    xhr.onerror = () => reject(new ApiError(lost))
    xhr.onload = () => {
      // The gateway answers by the schema of the operation.
      if (xhr.status === 202) resolve(xhr.response as BatchAccepted)
      else
        reject(
          new ApiError(
            problemIn(xhr.response) ?? lost,
            retryAfterOf(xhr.getResponseHeader('Retry-After')),
          ),
        )
    }
    xhr.send(form)
  })
}

const lost = {
  type: '/problems/service-unavailable',
  title: 'The connection broke',
  status: 503,
  code: 'service-unavailable' as const,
}
