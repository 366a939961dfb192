import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { ExportFile } from './export-file.ts'

// A client that takes nothing for so long is gone.
const idleMs = 120_000

/** Sends a file under a name, as fast as the client takes it. */
export async function sendFile(
  { request, response }: { request: Request; response: Response },
  name: string,
  { mediaType, extension, content }: ExportFile,
): Promise<void> {
  response.attachment(`${name}.${extension}`)
  const isText = mediaType.startsWith('text/')
  response.set('Content-Type', isText ? `${mediaType}; charset=utf-8` : mediaType)
  response.set('Cache-Control', 'private, no-store')
  if (typeof content === 'string') {
    response.send(content)
    return
  }
  if (request.method === 'HEAD') {
    content.destroy()
    response.end()
    return
  }
  response.setTimeout(idleMs, () => response.destroy())
  await pipeline(content, response).catch((error: unknown) => {
    if (!isClientGone(error)) throw error
  })
}

function isClientGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
