import type { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

/** The files of a ZIP as text, by their names. */
export async function readZip(stream: Readable): Promise<Map<string, string>> {
  const open = promisify<Buffer, object, ZipFile>(fromBuffer)
  const zip = await open(await buffer(stream), { lazyEntries: true })
  const files = new Map<string, string>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  zip.on('end', resolve).on('error', reject)
  zip.on('entry', (entry: Entry) => {
    zip.openReadStream(entry, (error, content) => {
      if (error) return reject(error)
      text(content).then((body) => {
        files.set(entry.fileName, body)
        zip.readEntry()
      }, reject)
    })
  })
  zip.readEntry()
  await promise
  return files
}
