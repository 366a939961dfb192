import { finished, PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A ZIP that is being written: entries follow each other, each streamed. */
export type Archive = {
  /** Resolves once the entry is complete. Rejects when its content cannot be had, or nobody reads the ZIP any more. */
  add: (name: string, content: AsyncIterable<string> | Iterable<string>) => Promise<void>
}

/** A ZIP of what `write` puts into it, compressed as fast as it is read. */
export function createArchive(write: (archive: Archive) => Promise<void>): Readable {
  const zip = new ZipFile()
  const output = new PassThrough()
  zip.outputStream.pipe(output)
  zip.on('error', (error: Error) => output.destroy(error))
  let entry: Readable | undefined
  // Whoever stops reading stops the writing.
  output.once('close', () => entry?.destroy())
  const add: Archive['add'] = (name, content) =>
    new Promise((resolve, reject) => {
      // Counted in bytes, or it would hold many parts at once.
      entry = Readable.from(content, { objectMode: false })
      finished(entry, (error) => (error ? reject(error) : resolve()))
      if (output.destroyed) entry.destroy()
      else zip.addReadStream(entry, name)
    })
  write({ add }).then(
    () => zip.end(),
    (error: Error) => output.destroy(error),
  )
  return output
}
