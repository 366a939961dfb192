import type { BatchAccepted } from '@invoice-ml/contracts'
import type { UploadedFile } from './uploads.ts'

type Entry = BatchAccepted['entries'][number]

/**
 * What became of the files of one request, by the entries of its answer. A ZIP answers with what is in it: what was accepted
 * stands in the list of documents, what was refused comes below the ZIP, or in its place when nothing of it was accepted.
 */
export function outcomesOf(
  sent: UploadedFile[],
  entries: Entry[],
  nextId: () => number,
): UploadedFile[] {
  if (entries.length === sent.length)
    return sent.map((file, index) => ({ ...file, ...outcomeOf(entries[index]) }))
  const refused = entries.flatMap((entry) => {
    const outcome = outcomeOf(entry)
    const [zip] = sent
    return outcome.state === 'refused' && zip !== undefined
      ? [{ ...zip, ...outcome, id: nextId(), name: `${zip.name} › ${entry.filename}` }]
      : []
  })
  const isAnyAccepted = refused.length < entries.length
  return [...(isAnyAccepted ? sent.map((file) => ({ ...file, ...outcomeOf() })) : []), ...refused]
}

const order: UploadedFile['state'][] = ['refused', 'sending', 'waiting', 'sent']

/** What was refused, which somebody must look at, before what is under way, and that before what is done. */
export function toBeSeenFirst(files: UploadedFile[]): UploadedFile[] {
  return files.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

function outcomeOf(entry?: Entry): Pick<UploadedFile, 'state' | 'progress' | 'jobId' | 'refusal'> {
  if (entry?.problem !== undefined) {
    const { code, title } = entry.problem
    return { state: 'refused', progress: 1, refusal: { code, title } }
  }
  return {
    state: 'sent',
    progress: 1,
    ...(entry?.job_id === undefined ? {} : { jobId: entry.job_id }),
  }
}
