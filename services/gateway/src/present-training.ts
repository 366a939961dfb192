import type { Training } from '@invoice-ml/contracts'
import type { StoredTraining } from '@invoice-ml/storage'

/** A training as the API shows it. */
export function presentTraining(training: StoredTraining): Training {
  return {
    training_id: training.id,
    status: training.status,
    requested_by: training.requestedBy,
    created_at: training.createdAt.toISOString(),
    updated_at: training.updatedAt.toISOString(),
    finished_at: training.finishedAt?.toISOString(),
    champion: training.champion,
    challenger: training.challenger,
    documents: training.documents,
    new_documents: training.newDocuments,
    data_digest: training.dataDigest,
    progress: training.progress,
    evaluation: training.evaluation,
    problem: training.problem,
  }
}
