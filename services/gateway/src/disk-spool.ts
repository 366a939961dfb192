import { type FileHandle, open, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { NewSpool, Row } from '@invoice-ml/formats'

export type DiskSpools = {
  newSpool: NewSpool
  /** Lets go of all of them. */
  close: () => Promise<void>
}

const rowsAtOnce = 500

/** Spools in files that have no name any more once they are open: whatever happens, none of them stays. */
export function createDiskSpools(newPath: () => string): DiskSpools {
  const files: Promise<FileHandle>[] = []
  const newSpool: NewSpool = () => {
    const opening = openNameless(newPath())
    // Whoever writes or reads hears of it.
    opening.catch(() => {})
    files.push(opening)
    return {
      write: async (rows) => {
        const file = await opening
        await file.appendFile(rows.map((row) => `${toLine(row)}\n`).join(''))
      },
      read: async function* () {
        yield* readRows(await opening)
      },
    }
  }
  const close = async () => {
    const opened = await Promise.allSettled(files)
    const handles = opened.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : []))
    await Promise.all(handles.map((file) => file.close()))
  }
  return { newSpool, close }
}

async function openNameless(path: string): Promise<FileHandle> {
  const file = await open(path, 'wx+', 0o600)
  await rm(path)
  return file
}

async function* readRows(file: FileHandle): AsyncGenerator<Row[]> {
  const input = file.createReadStream({ start: 0, autoClose: false })
  let rows: Row[] = []
  for await (const line of createInterface({ input })) {
    rows.push(toRow(line))
    if (rows.length < rowsAtOnce) continue
    yield rows
    rows = []
  }
  yield rows
}

/** What readline takes for the end of a line too, JSON leaves as it is. */
const separators: Record<string, string> = { '\u2028': '\\u2028', '\u2029': '\\u2029' }

function toLine(row: Row): string {
  return JSON.stringify(row).replaceAll(/[\u2028\u2029]/g, (sign) => separators[sign] ?? sign)
}

/** JSON has null for what is absent; it was written above. */
function toRow(line: string): Row {
  const cells = JSON.parse(line) as (string | null)[]
  return cells.map((cell) => cell ?? undefined)
}
