import { setImmediate } from 'node:timers/promises'
import type { Ranker } from '@invoice-ml/contracts'
import { type ExtractionPolicy, extract, type Page, rankingCases } from '@invoice-ml/extraction'
import { fitRanker, type StudiedDocument } from '@invoice-ml/scoring'
import { scoreReading } from './compare-models.ts'
import type { LearnedDocument } from './split-suppliers.ts'
import type { LendCopy } from './training-copy.ts'

// Newer ones say what suppliers print today; the pages of all of them are held in memory meanwhile.
const mostDocuments = 500

/**
 * What the annotated documents add to the weights by which candidates are chosen. Lets others have their turn after each
 * document, since a lease has to be renewed meanwhile.
 *
 * @param documents the oldest first
 */
export async function learnRanker(
  documents: LearnedDocument[],
  lendCopy: LendCopy,
): Promise<Ranker> {
  const studied: StudiedDocument[] = []
  for (const document of documents.slice(-mostDocuments)) {
    const pages = await lendCopy(document.jobId, async (copy) => copy.pages)
    if (pages) studied.push(study(document, pages))
    await setImmediate()
  }
  return fitRanker(studied, () => setImmediate())
}

/** A document with what people said of it, to learn from. */
export function study(
  document: Pick<LearnedDocument, 'jobId' | 'supplier' | 'fields'>,
  pages: Page[],
): StudiedDocument {
  return {
    supplier: document.supplier,
    cases: rankingCases(pages, document.fields),
    read: (weights) => scoreReading(document, extract(pages, policyOf(weights))).fields,
  }
}

/** What is read does not depend on the threshold, nor on what the model is called. */
function policyOf(weights: Ranker['weights']): ExtractionPolicy {
  const ranker = { documents: 0, suppliers: 0, weights, gains: [] }
  return { confidenceThreshold: 1, modelVersion: 'studied', ranker }
}
