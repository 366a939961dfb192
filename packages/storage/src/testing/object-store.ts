import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type ObjectStore = { endpoint: string; stop: () => Promise<void> }

/** The keys that it takes. */
export const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

/** An S3 server with one bucket, whose objects lie in this folder. */
export async function startObjectStore(folder: string, bucket: string): Promise<ObjectStore> {
  const child = fork(join(import.meta.dirname, 'object-store-process.mjs'), [folder, bucket], {
    // It hides its continuation tokens with a cipher that is no longer among the usual ones.
    execArgv: ['--openssl-legacy-provider'],
  })
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The object store ended with ${code} before it listened`)
  })
  const [{ port }] = await Promise.race([once(child, 'message'), failed])
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
