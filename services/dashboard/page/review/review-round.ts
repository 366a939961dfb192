/** A page of the documents that wait for a person, newest first, and where the next one begins. */
export type WaitingPage = { ids: string[]; next: string | undefined }

type ReadPage = (cursor: string | undefined) => Promise<WaitingPage>

/**
 * The documents that wait, those that were passed over last. As many pages are read as it takes to find `enough` that were not,
 * if there are as many.
 */
export async function readWaiting(
  readPage: ReadPage,
  skipped: ReadonlySet<string>,
  enough: number,
): Promise<string[]> {
  const fresh: string[] = []
  const passed: string[] = []
  let cursor: string | undefined
  do {
    const { ids, next } = await readPage(cursor)
    for (const id of ids) (skipped.has(id) ? passed : fresh).push(id)
    cursor = next
  } while (cursor !== undefined && fresh.length < enough)
  return [...fresh, ...passed]
}

/** The document after this one: the first that was not passed over; when all were, the first of another round. */
export function nextAfter(
  currentId: string,
  waiting: string[],
  skipped: ReadonlySet<string>,
): string | undefined {
  const others = waiting.filter((id) => id !== currentId)
  return others.find((id) => !skipped.has(id)) ?? others[0]
}

/**
 * Whether everything that waits was passed over, this document too, which is looked at again.
 *
 * @param waiting undefined as long as nobody knows
 */
export function beginsRound(
  openedId: string,
  waiting: string[] | undefined,
  skipped: ReadonlySet<string>,
): boolean {
  if (waiting === undefined) return false
  return skipped.has(openedId) && waiting.every((id) => skipped.has(id))
}
