import { z } from 'zod'
import { fieldLabels } from './fields.ts'
import { TrainingId } from './id.ts'
import { Problem } from './problem.ts'
import { rankedNames } from './ranker.ts'

/** A training under way, in this order, and how it may end. */
export const trainingStates = [
  'preparing',
  'training',
  'evaluating',
  'shadowing',
  'deployed',
  'rejected',
  'failed',
] as const

export const TrainingStatus = z.enum(trainingStates).meta({
  id: 'TrainingStatus',
  description: 'Where a training stands, or how it ended',
  example: 'training',
})
export type TrainingStatus = z.infer<typeof TrainingStatus>

const share = (description: string, example: number) =>
  z.number().min(0).max(1).meta({ description, example })

const nullableShare = (description: string, example: number) =>
  z.number().min(0).max(1).nullable().meta({ description, example })

export const TrainingProgress = z
  .object({
    epoch: z.int().min(0).meta({ description: 'Rounds over the pages, begun', example: 3 }),
    epochs: z.int().min(0).meta({ description: 'Rounds that are planned', example: 12 }),
    done: share('Part of the training that is done', 0.41),
    loss: z.number().meta({ description: 'What is minimised', example: 3.214 }),
    map50: nullableShare('Mean average precision on pages held out', 0.512),
    left_seconds: z.number().min(0).meta({ description: 'Time that is left', example: 300 }),
  })
  .meta({ id: 'TrainingProgress', description: 'How far the trainer is' })
export type TrainingProgress = z.infer<typeof TrainingProgress>

const F1 = share('F1 over what people had confirmed, 0 to 1', 0.952)

export const ComparedField = z
  .object({
    label: z.enum(fieldLabels).meta({ description: 'The field', example: 'montant_ttc' }),
    documents: z.int().min(0).meta({ description: 'Documents that have it', example: 24 }),
    champion: F1,
    challenger: F1,
    floor: share('Least that the challenger must reach', 0.8).optional(),
  })
  .meta({ id: 'ComparedField', description: 'One field, read by both models' })
export type ComparedField = z.infer<typeof ComparedField>

const ComparedModel = z
  .object({
    key_f1: F1,
    all_f1: F1,
    p50_ms: z.number().nullable().meta({ description: 'Median time to read one', example: 310 }),
    map50: nullableShare('Mean average precision on drawn pages', 0.81),
  })
  .meta({ id: 'ComparedModel', description: 'What one model reaches on the documents compared' })
export type ComparedModel = z.infer<typeof ComparedModel>

export const LearnedChoice = z
  .object({
    ranked: z.enum(rankedNames).meta({
      description: 'A field, `seller` (which party sells) or `name` (which text is its name)',
      example: 'date_echeance',
    }),
    documents: z
      .int()
      .min(0)
      .meta({ description: 'Documents, read whole, in which the field stands', example: 50 }),
    before: share('Of them, those whose field is right with what is built in', 0.61),
    after: share('The same with what is learned, of suppliers left out of the fit', 0.93),
  })
  .meta({ id: 'LearnedChoice', description: 'One choice among candidates, before and after' })

export const TrainingEvaluation = z
  .object({
    documents: z.int().min(0).meta({ description: 'Documents that both models read', example: 24 }),
    suppliers: z.int().min(0).meta({ description: 'Their suppliers', example: 9 }),
    champion: ComparedModel,
    challenger: ComparedModel,
    /** Challenger less champion, in F1 points of the key fields. */
    difference: z.number().meta({ description: 'Challenger less champion, points', example: 1.8 }),
    interval: z
      .tuple([z.number(), z.number()])
      .meta({ description: 'Where it lies nine times in ten, points', example: [0.4, 3.1] }),
    by_field: z.array(ComparedField).meta({ description: 'Field by field' }),
    calibration: z
      .object({
        documents: z.int().min(0).meta({ description: 'Documents it is fitted to', example: 24 }),
        error_before: z.number().nullable().meta({ description: 'Before, 0 to 1', example: 0.05 }),
        error_after: z.number().nullable().meta({
          description: 'After, of suppliers left out of the fit',
          example: 0.03,
        }),
      })
      .optional()
      .meta({ description: 'How far its confidences can be believed' }),
    ranker: z
      .object({
        documents: z.int().min(0).meta({ description: 'Documents it learned from', example: 60 }),
        choices: z.array(LearnedChoice).meta({ description: 'What is chosen better' }),
      })
      .optional()
      .meta({ description: 'What corrections have changed in choosing among candidates' }),
    shadow: z
      .object({
        documents: z
          .int()
          .min(0)
          .meta({ description: 'Read by both in real traffic', example: 80 }),
        same: share('Of these, with the same key fields', 0.97),
        differences: z
          .record(z.string(), z.int().min(0))
          .meta({ description: 'Differing documents by key field', example: { montant_ttc: 2 } }),
      })
      .optional()
      .meta({ description: 'What both said of real traffic' }),
    passed: z.boolean().meta({ description: 'Whether it may serve', example: true }),
    reasons: z
      .array(z.string())
      .meta({ description: 'Why, in words', example: ['key fields: 95.2 %, 1.8 points better'] }),
  })
  .meta({ id: 'TrainingEvaluation', description: 'Champion against challenger' })
export type TrainingEvaluation = z.infer<typeof TrainingEvaluation>

export const Training = z
  .object({
    training_id: TrainingId,
    status: TrainingStatus,
    requested_by: z.string().meta({
      description: '`annotations` when enough were there, or the API key that asked',
      example: 'annotations',
    }),
    created_at: z.iso.datetime().meta({ description: 'When', example: '2026-01-15T10:30:00Z' }),
    updated_at: z.iso
      .datetime()
      .meta({ description: 'Last news of it', example: '2026-01-15T10:40:00Z' }),
    finished_at: z.iso
      .datetime()
      .optional()
      .meta({ description: 'When it ended', example: '2026-01-15T10:48:00Z' }),
    champion: z
      .string()
      .optional()
      .meta({ description: 'The model to beat', example: 'invoice_model_20260101' }),
    challenger: z
      .string()
      .optional()
      .meta({ description: 'The model that is made', example: 'invoice_model_20260115T103000' }),
    documents: z.int().min(0).meta({ description: 'Annotated documents', example: 180 }),
    new_documents: z
      .int()
      .min(0)
      .meta({ description: 'Of these, new since the training before', example: 52 }),
    data_digest: z
      .string()
      .optional()
      .meta({ description: 'SHA-256 of what it learns from', example: '9f86d081884c7d65…' }),
    progress: TrainingProgress.optional(),
    evaluation: TrainingEvaluation.optional(),
    problem: Problem.optional(),
  })
  .meta({ id: 'Training', description: 'One training, from the decision to its outcome' })
export type Training = z.infer<typeof Training>

export const TrainingList = z
  .object({ trainings: z.array(Training).meta({ description: 'Newest first' }) })
  .meta({ id: 'TrainingList', description: 'The newest trainings' })
