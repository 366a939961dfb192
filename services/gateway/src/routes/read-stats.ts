import { readStats, type Stats } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { WorkerPresence } from '@invoice-ml/queue'
import type { Jobs, Trainings, Uptime } from '@invoice-ml/storage'
import type { Express } from 'express'
import type { PlatformState } from '../platform-state.ts'

type Dependencies = {
  jobs: Pick<Jobs, 'stats'>
  trainings: Pick<Trainings, 'standing'>
  uptime: Pick<Uptime, 'share'>
  state: PlatformState
  /** Annotated documents after which a model is trained by itself; undefined where none is. */
  trainsAfter: number | undefined
}

const uptimeDays = 30

/** GET /stats: counted from the database, so that every gateway answers the same. */
export function addReadStats(app: Express, dependencies: Dependencies): void {
  const { jobs, trainings, uptime, state, trainsAfter } = dependencies
  route(app, readStats, async () => {
    const [stats, standing, up, modelVersion, workers, expectedWaitSeconds] = await Promise.all([
      jobs.stats(),
      trainings.standing(),
      uptime.share(uptimeDays),
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
      annotated_documents: standing.documents,
      annotations_since_last_training: standing.newDocuments,
      annotations_to_next_training:
        trainsAfter === undefined ? null : Math.max(0, trainsAfter - standing.newDocuments),
      uptime: up?.share ?? null,
      uptime_since: up?.since.toISOString() ?? null,
    }
    return { status: 200, body }
  })
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
