import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { S3 } from '@aws-sdk/client-s3'
import { ProblemError } from '@invoice-ml/contracts'

export type BucketOptions = {
  name: string
  /** Of a store that is not Amazon's. */
  endpoint?: string | undefined
  region: string
  /** Without them what the machine or the pod was given is used: a role, a profile. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined
  /** Objects listed at a time: 1,000, which is the most that a store lists. */
  pageSize?: number
}

export type StoredObject = { key: string; modifiedAt: Date }

/** A bucket of an S3-compatible object store. All fail with `service-unavailable` when the store does not answer. */
export type Bucket = {
  /** Fails when the bucket is not there, or may not be used. */
  check: () => Promise<void>
  putFile: (key: string, path: string) => Promise<void>
  putBytes: (key: string, bytes: string | Uint8Array) => Promise<void>
  /** Undefined when there is no such object. */
  get: (key: string) => Promise<Readable | undefined>
  exists: (key: string) => Promise<boolean>
  remove: (key: string) => Promise<void>
  /** In the order of their keys, a page at a time. */
  list: (prefix: string) => AsyncIterable<StoredObject[]>
  /** The first key that begins with the prefix and sorts behind this one. */
  firstAfter: (prefix: string, key: string) => Promise<string | undefined>
  close: () => Promise<void>
}

const attempts = 3
const connectTimeoutMs = 3_000
// Between two bytes, not for all of them.
const idleTimeoutMs = 20_000

export function createBucket(options: BucketOptions): Bucket {
  const { name: Bucket, endpoint, region, credentials, pageSize: MaxKeys = 1_000 } = options
  let connecting: Promise<S3> | undefined
  // Loaded by those alone who use it: it takes as much memory as a small service.
  const connect = async () => {
    const { S3 } = await import('@aws-sdk/client-s3')
    return new S3({
      region,
      maxAttempts: attempts,
      // What fails is told by who asked for it.
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      requestHandler: { connectionTimeout: connectTimeoutMs, socketTimeout: idleTimeoutMs },
      // Other stores than Amazon's do not know its newer checksums, nor their bucket as the name of a host.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      forcePathStyle: endpoint !== undefined,
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
    })
  }
  async function ask<Result>(request: (s3: S3) => Promise<Result>): Promise<Result> {
    connecting ??= connect()
    const s3 = await connecting
    try {
      return await request(s3)
    } catch (error) {
      throw isRefusal(error) ? error : unavailable(error)
    }
  }
  async function askForOne<Result>(request: (s3: S3) => Promise<Result>) {
    return ask(request).catch((error: unknown) => {
      if (statusOf(error) === 404) return undefined
      throw error
    })
  }

  return {
    check: async () => {
      await ask((s3) => s3.listObjectsV2({ Bucket, MaxKeys: 1 })).catch((cause: unknown) => {
        if (!isRefusal(cause)) throw cause
        const reason = statusOf(cause) === 404 ? 'is not there' : 'may not be used with these keys'
        throw new Error(`The bucket ${Bucket} ${reason}`, { cause })
      })
    },
    putFile: async (Key, path) => {
      const { size } = await stat(path)
      // A stream is sent once; what is to be sent again is read again.
      for (let attempt = 1; ; attempt += 1) {
        const Body = createReadStream(path)
        try {
          await ask((s3) => s3.putObject({ Bucket, Key, Body, ContentLength: size }))
          return
        } catch (error) {
          if (!(error instanceof ProblemError) || attempt === attempts) throw error
        } finally {
          Body.destroy()
        }
      }
    },
    putBytes: async (Key, bytes) => {
      await ask((s3) => s3.putObject({ Bucket, Key, Body: bytes }))
    },
    get: async (Key) => {
      const found = await askForOne((s3) => s3.getObject({ Bucket, Key }))
      if (found && !(found.Body instanceof Readable)) throw new Error('An object without a body')
      return found?.Body instanceof Readable ? found.Body : undefined
    },
    exists: async (Key) => (await askForOne((s3) => s3.headObject({ Bucket, Key }))) !== undefined,
    remove: async (Key) => {
      await ask((s3) => s3.deleteObject({ Bucket, Key }))
    },
    list: async function* (Prefix) {
      let ContinuationToken: string | undefined
      do {
        const token = ContinuationToken && { ContinuationToken }
        const page = await ask((s3) => s3.listObjectsV2({ Bucket, Prefix, MaxKeys, ...token }))
        yield (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
          Key !== undefined && LastModified ? { key: Key, modifiedAt: LastModified } : [],
        )
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken !== undefined)
    },
    firstAfter: async (Prefix, StartAfter) => {
      const page = await ask((s3) => s3.listObjectsV2({ Bucket, Prefix, StartAfter, MaxKeys: 1 }))
      return page.Contents?.[0]?.Key
    },
    close: async () => {
      ;(await connecting)?.destroy()
    },
  }
}

// Time-outs, conflicts and limits pass.
const passing = [408, 409, 429]

/** Whether the store has answered, and will answer the same again. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error)
  return status !== undefined && status >= 400 && status < 500 && !passing.includes(status)
}

function statusOf(error: unknown): number | undefined {
  // What the client of the store adds to each of its errors.
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } }
  return $metadata?.httpStatusCode
}

function unavailable(cause: unknown): ProblemError {
  return new ProblemError('service-unavailable', 'The object store does not answer', {
    cause,
    retryAfterSeconds: 5,
  })
}
