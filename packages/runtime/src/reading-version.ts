import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'

const packages = join(import.meta.dirname, '..', '..')

/** What decides, beside the model, what is read in a file. */
const readingPackages = ['e-invoice', 'extraction', 'vision'].map((name) =>
  join(packages, name, 'src'),
)

let ownCode: string | undefined

/**
 * What a reading of the same bytes by the same model depends on, in a few characters: the code that reads and the settings that
 * it reads with. After an upgrade nothing is answered with what older code has read.
 */
export function readingVersion({ api, worker }: Settings): string {
  ownCode ??= digestOfCode(readingPackages)
  return `${ownCode}+${api.confidence_threshold}+${worker.ocr_languages.join('+')}`
}

/** Tells one state of the code in some folders from another; tests are not of it. */
export function digestOfCode(folders: string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const files = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', '**/testing/**'] })
    for (const file of files.toSorted())
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(folder, file)))
        .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}
