import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

/** A ZIP of files by their names. */
export async function zipOf(files: [name: string, bytes: Uint8Array][]): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const [name, bytes] of files) zip.addBuffer(Buffer.from(bytes), name)
  zip.end()
  return buffer(zip.outputStream)
}

/** The names of what is in a ZIP. */
export async function namesInZip(bytes: Uint8Array): Promise<string[]> {
  const zip = await fromBufferPromise(Buffer.from(bytes))
  const entries = await Array.fromAsync(zip.eachEntry())
  return entries.map(({ fileName }) => fileName)
}
