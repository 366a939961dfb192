import type { BatchAccepted, Problem } from '@invoice-ml/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useSyncExternalStore } from 'react'
import { ApiError } from './api.ts'
import { readNewest } from './jobs.ts'
import { type Sending, sendFiles } from './send-files.ts'
import { whenSignedIn } from './session.ts'
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

const store = createUploads()

/** Whether it would be lost with the page. */
export function isUnderWay({ state }: UploadedFile): boolean {
  return state === 'waiting' || state === 'sending'
}

/** What is being sent, and how to send more; goes on while other pages are looked at. */
export function useUploads() {
  const uploads = useSyncExternalStore(store.subscribe, store.read)
  const client = useQueryClient()
  const add = useRef((files: File[]) => {
    void store.add(files, {
      onSent: () => void readNewest(client),
      whenBack: () => whenSignedIn(client),
    })
  })
  return { ...uploads, add: add.current, clear: store.clear }
}

type Waiting = { entry: UploadedFile; file: File }

type Way = Pick<Sending, 'whenBack'> & {
  /** Some have been sent, or refused. */
  onSent: () => void
}

/** Files on their way to the platform, some at a time. */
export function createUploads() {
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

  async function sendAll({ onSent, whenBack }: Way): Promise<void> {
    if (isSending) return
    isSending = true
    while (queue.length > 0) {
      await sendSome(takeSome(queue), whenBack)
      onSent()
    }
    isSending = false
  }

  async function sendSome(some: Waiting[], whenBack: Way['whenBack']): Promise<void> {
    const ids = some.map(({ entry }) => entry.id)
    change(ids, { state: 'sending' })
    try {
      const { entries } = await sendFiles(
        some.map(({ file }) => file),
        {
          onProgress: (progress) => change(ids, { progress }),
          onWait: (waitSeconds) => set({ waitSeconds }),
          whenBack: async () => {
            change(ids, { state: 'waiting', progress: 0 })
            await whenBack()
            change(ids, { state: 'sending' })
          },
        },
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
    clear: () => set({ files: uploads.files.filter(isUnderWay) }),
    add: async (files: File[], way: Way) => {
      const added = files.map((file): Waiting => {
        const entry = { id: nextId(), name: file.name, sizeBytes: file.size }
        return { file, entry: { ...entry, state: 'waiting', progress: 0 } }
      })
      queue.push(...added)
      set({ files: [...uploads.files, ...added.map(({ entry }) => entry)] })
      await sendAll(way)
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
