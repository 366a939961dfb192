import type { Extraction, Job } from '@invoice-ml/contracts'
import type { ListedJob, StoredJob } from '@invoice-ml/storage'

/** A job as clients see it. */
export function presentJob(job: StoredJob): Job {
  const isRunning = job.status === 'processing'
  return {
    job_id: job.id,
    status: job.status,
    filename: job.filename,
    created_at: job.createdAt.toISOString(),
    updated_at: job.updatedAt.toISOString(),
    external_id: job.externalId,
    batch_id: job.batchId,
    metadata: job.metadata,
    file_erased_at: job.fileErasedAt?.toISOString(),
    progress: isRunning ? job.progress : undefined,
    result: job.status === 'completed' ? presentExtraction(job) : undefined,
    problem: job.status === 'failed' ? job.problem : undefined,
  }
}

/** A job as a list of summaries shows it. */
export function presentListedJob(job: ListedJob): Job {
  const { summary } = job
  return {
    ...presentJob(job),
    summary: summary && {
      fournisseur_nom: summary.supplier,
      numero_facture: summary.number,
      montant_ttc: summary.total,
      overall_confidence: summary.overallConfidence,
      needs_review: summary.needsReview,
    },
  }
}

/** The result of a completed job; undefined before. */
export function presentExtraction(job: StoredJob): Extraction | undefined {
  const { reading, extractedAt } = job
  if (!reading || !extractedAt) return undefined
  return {
    job_id: job.id,
    filename: job.filename,
    extracted_at: extractedAt.toISOString(),
    ...reading,
    cached: job.cached,
    duration_ms: job.durationMs ?? 0,
  }
}
