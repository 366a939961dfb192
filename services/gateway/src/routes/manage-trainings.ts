import {
  createId,
  listTrainings,
  ProblemError,
  readTraining,
  startTraining,
} from '@invoice-ml/contracts'
import { callerOf, route } from '@invoice-ml/http'
import type { Trainings } from '@invoice-ml/storage'
import type { Express } from 'express'
import { presentTraining } from '../present-training.ts'

type Dependencies = { trainings: Trainings; hasTrainer: boolean }

/** POST /retrain, GET /trainings: what is learned from annotations. The row is the order; the retrain scheduler works on it. */
export function addManageTrainings(app: Express, { trainings, hasTrainer }: Dependencies): void {
  route(app, startTraining, async ({ response }) => {
    if (!hasTrainer) throw new ProblemError('no-trainer', 'TRAINER_URL is not set')
    const standing = await trainings.standing()
    if (standing.documents === 0)
      throw new ProblemError('nothing-annotated', 'No document was annotated or corrected')
    const training = await trainings.request({
      id: createId('trn'),
      requestedBy: callerOf(response)?.actor ?? 'unknown',
      standing,
    })
    if (!training) throw new ProblemError('training-running', 'Another training is under way')
    return {
      status: 202,
      body: presentTraining(training),
      headers: { Location: `/trainings/${training.id}` },
      target: training.id,
    }
  })

  route(app, listTrainings, async ({ query }) => {
    const found = await trainings.list(query.limit)
    return { status: 200, body: { trainings: found.map(presentTraining) } }
  })

  route(app, readTraining, async ({ params }) => {
    const training = await trainings.find(params.training_id)
    if (!training) throw new ProblemError('training-not-found', `There is no ${params.training_id}`)
    return { status: 200, body: presentTraining(training) }
  })
}
