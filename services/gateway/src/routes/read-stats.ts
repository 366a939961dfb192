import { readStats, type Stats } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { WorkerPresence } from '@invoice-ml/queue'
import type { Jobs, Trainings } from '@invoice-ml/storage'
import type { Express } from 'express'
import type { PlatformState } from '../platform-state.ts'

type Dependencies = {
  jobs: Pick<Jobs, 'stats'>
  trainings: Pick<Trainings, 'standing'>
  state: PlatformState
}

/** GET /stats: counted from the database, so that every gateway answers the same. */
export function addReadStats(app: Express, { jobs, trainings, state }: Dependencies): void {
  route(app, readStats, async () => {
    const [stats, standing, modelVersion, workers, expectedWaitSeconds] = await Promise.all([
      jobs.stats(),
      trainings.standing(),
      state.modelVersion(),
      state.workers().catch((): WorkerPresence[] => []),
      state.expectedWaitSeconds(),
    ])
    const { completed, failed, needingReview, cached } = stats
    const body: Stats = {
      total_extractions: completed,
      average_confidence: stats.averageConfidence ?? null,
      extractions_last_24h: stats.completedLast24h,
      model_version: modelVersion,
      success_rate: share(completed, completed + failed),
      failed_extractions: failed,
      review_rate: share(needingReview, completed),
      straight_through_rate: share(completed - needingReview, completed),
      cache_hit_rate: share(cached, completed),
      p50_duration_ms: stats.p50DurationMs ?? null,
      p95_duration_ms: stats.p95DurationMs ?? null,
      queue_depth: stats.queued,
      processing: stats.processing,
      workers: workers.length,
      expected_wait_seconds: expectedWaitSeconds,
      annotations_since_last_training: standing.newDocuments,
    }
    return { status: 200, body }
  })
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
