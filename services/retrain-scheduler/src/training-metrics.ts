import type { Metrics } from '@invoice-ml/runtime'
import type { StoredTraining, Trainings } from '@invoice-ml/storage'

/** What the retrain scheduler measures. */
export type TrainingMetrics = {
  ended: (training: StoredTraining) => void
  rolledBack: () => void
}

const needsTrainer: StoredTraining['status'][] = ['preparing', 'training']

/** Outcomes are counted by whoever worked on a training; how far it is can be read from any replica. */
export function createTrainingMetrics(
  metrics: Metrics,
  trainings: Pick<Trainings, 'list' | 'standing'>,
): TrainingMetrics {
  const outcomes = metrics.counter({
    name: 'trainings_total',
    help: 'Trainings that ended',
    labelNames: ['outcome'],
  })
  const durations = metrics.histogram({
    name: 'training_duration_seconds',
    help: 'From the request of a training to its outcome',
    labelNames: ['outcome'],
    buckets: [60, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 86_400],
  })
  const rollbacks = metrics.counter({
    name: 'model_rollbacks_total',
    help: 'Models that were taken back because people had to step in more often',
  })
  metrics.watched({
    name: 'trainings_under_way',
    help: 'Trainings that need the trainer, since they are prepared or learn: 1 or 0',
    read: async () => {
      const [newest] = await trainings.list(1)
      return newest && needsTrainer.includes(newest.status) ? 1 : 0
    },
  })
  metrics.watched({
    name: 'training_progress',
    help: 'Share of the learning that is done, of the training under way; 0 without one',
    read: async () => {
      const [newest] = await trainings.list(1)
      return newest && !newest.finishedAt ? (newest.progress?.done ?? 0) : 0
    },
  })
  metrics.watched({
    name: 'annotated_documents',
    help: 'Documents that people have annotated; new ones since the last training',
    labelNames: ['state'],
    read: async () => {
      const { documents, newDocuments } = await trainings.standing()
      return [
        { labels: { state: 'all' }, value: documents },
        { labels: { state: 'new' }, value: newDocuments },
      ]
    },
  })
  for (const outcome of ['deployed', 'rejected', 'failed']) outcomes.inc({ outcome }, 0)
  return {
    ended: ({ status, createdAt }) => {
      outcomes.inc({ outcome: status })
      durations.observe({ outcome: status }, (Date.now() - createdAt.getTime()) / 1_000)
    },
    rolledBack: () => rollbacks.inc(),
  }
}
