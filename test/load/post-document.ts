import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { basename } from 'node:path'
import type { Upload } from '@invoice-ml/client'

/** A POST /extract that lies ready to be sent, so that what is timed is the platform and not how a form is written. */
export type PreparedPost = { headers: Record<string, string>; body: Buffer }

const boundary = '----------------------------invoice-ml-bench'
// What a client does that sends more than one document.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** The multipart form of a document. */
export async function preparePost(upload: Upload, waitSeconds = 0): Promise<PreparedPost> {
  const { filename, bytes } =
    typeof upload === 'string'
      ? { filename: basename(upload), bytes: await readFile(upload) }
      : upload
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const headers = {
    'Content-Type': `multipart/form-data; boundary=${boundary}`,
    'Content-Length': String(body.length),
    ...(waitSeconds > 0 ? { Prefer: `wait=${waitSeconds}` } : {}),
  }
  return { headers, body }
}

/** Milliseconds from the first byte sent to the last byte of the answer. Rejects unless it is the extraction. */
export function timePost(url: string, { headers, body }: PreparedPost): Promise<number> {
  return new Promise((resolve, reject) => {
    const startMs = performance.now()
    const sent = request(`${url}/extract`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('error', reject)
      response.once('end', () => {
        const tookMs = performance.now() - startMs
        if (response.statusCode === 200) resolve(tookMs)
        else reject(new Error(`POST /extract answered ${response.statusCode} in place of a result`))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
