import { type History, readHistory } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'

/** GET /stats/history: the days that nothing happened on are there as well. */
export function addReadHistory(app: Express, { jobs }: { jobs: Pick<Jobs, 'history'> }): void {
  route(app, readHistory, async ({ query }) => {
    const days = await jobs.history(query.days)
    const body: History = {
      days: days.map(({ date, completed, failed, needingReview, averageConfidence }) => ({
        date,
        completed,
        failed,
        needing_review: needingReview,
        average_confidence: averageConfidence ?? null,
      })),
    }
    return { status: 200, body }
  })
}
