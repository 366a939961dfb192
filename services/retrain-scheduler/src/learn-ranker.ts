import { setImmediate } from 'node:timers/promises'
import type { Ranker } from '@invoice-ml/contracts'
import { rankingCases } from '@invoice-ml/extraction'
import { fitRanker, type StudiedDocument } from '@invoice-ml/scoring'
import type { Blobs } from '@invoice-ml/storage'
import type { LearnedDocument } from './split-suppliers.ts'
import { readTrainingCopy } from './training-copy.ts'

// Newer ones say what suppliers print today; more would only take time.
const mostDocuments = 1_000

/**
 * What the annotated documents add to the weights by which candidates are chosen. Lets others have their turn after each
 * document, since a lease has to be renewed meanwhile.
 *
 * @param documents the oldest first
 */
export async function learnRanker(
  documents: LearnedDocument[],
  blobs: Pick<Blobs, 'trainingFolder' | 'lend'>,
): Promise<Ranker> {
  const studied: StudiedDocument[] = []
  for (const { jobId, supplier, fields } of documents.slice(-mostDocuments)) {
    const copy = await blobs.lend(blobs.trainingFolder(jobId), readTrainingCopy)
    if (copy) studied.push({ supplier, cases: rankingCases(copy.pages, fields) })
    await setImmediate()
  }
  return fitRanker(studied, () => setImmediate())
}
