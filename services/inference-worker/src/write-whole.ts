import { rename, writeFile } from 'node:fs/promises'

/** Who looks for the file sees all of it or nothing. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.${process.pid}`, bytes)
  await rename(`${path}.${process.pid}`, path)
}
