import { z } from 'zod'
import { TrainingId } from '../id.ts'
import { defineOperation } from '../operation.ts'
import { Training, TrainingList } from '../training.ts'
import { everywhere, wholeNumber } from './common.ts'

export const startTraining = defineOperation({
  id: 'startTraining',
  method: 'post',
  path: '/retrain',
  scope: 'admin',
  tag: 'operating',
  summary: 'Train on what people have annotated',
  description:
    'It happens by itself once enough documents were annotated; this asks for it now, however few there are. The model ' +
    'that comes of it serves only when it reads better than the one that does.',
  audit: 'training.requested',
  success: {
    202: {
      description: 'The training, followed at `Location`',
      body: Training,
      headers: { Location: 'Where the training is read' },
    },
  },
  problems: ['training-running', 'nothing-annotated', 'no-trainer', ...everywhere],
})

export const listTrainings = defineOperation({
  id: 'listTrainings',
  method: 'get',
  path: '/trainings',
  scope: 'read',
  tag: 'operating',
  summary: 'List the trainings, newest first',
  query: z.object({
    limit: wholeNumber({ min: 1, max: 200 })
      .default(20)
      .meta({ description: 'Trainings at most', example: 20 }),
  }),
  success: { 200: { description: 'The newest trainings', body: TrainingList } },
  problems: ['invalid-request', ...everywhere],
})

export const readTraining = defineOperation({
  id: 'readTraining',
  method: 'get',
  path: '/trainings/{training_id}',
  scope: 'read',
  tag: 'operating',
  summary: 'Read how a training stands, and what became of it',
  params: z.object({ training_id: TrainingId }),
  success: { 200: { description: 'The training', body: Training } },
  problems: ['invalid-request', 'training-not-found', ...everywhere],
})
