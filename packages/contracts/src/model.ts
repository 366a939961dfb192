import { z } from 'zod'
import { DeploymentId, TrainingId } from './id.ts'

/** Names a model in addresses, keys and folders. */
export const ModelVersion = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'expected letters, digits, dots, - and _')
  .meta({
    id: 'ModelVersion',
    description: 'Names one version of the detector',
    example: 'invoice_model_20260115',
  })
export type ModelVersion = z.infer<typeof ModelVersion>

/**
 * What `manifest.json` beside a model must say. It may say more: labels, size, how it was trained. The digest is needed to
 * serve it, not to list it.
 */
export const ModelManifest = z.looseObject({
  version: ModelVersion,
  created_at: z.iso.datetime({ offset: true }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  labels: z.array(z.string()).optional(),
  metrics: z.record(z.string(), z.unknown()).optional(),
})
export type ModelManifest = z.infer<typeof ModelManifest>

/** Why a deployment was made. `initial`: the model served before there was any. */
export const deploymentReasons = [
  'initial',
  'activated',
  'reloaded',
  'trained',
  'rolled_back',
] as const

export const DeploymentReason = z
  .enum(deploymentReasons)
  .meta({ id: 'DeploymentReason', description: 'Why it serves', example: 'activated' })
export type DeploymentReason = z.infer<typeof DeploymentReason>

export const Deployment = z
  .object({
    deployment_id: DeploymentId,
    model_version: ModelVersion,
    previous_version: ModelVersion.optional().meta({
      description: 'What served before',
      example: 'invoice_model_20251220',
    }),
    reason: DeploymentReason,
    training_id: TrainingId.optional(),
    actor: z.string().meta({
      description: 'An API key, `loopback`, or the service that decided',
      example: 'key_7f3k9x2a',
    }),
    detail: z.string().optional().meta({
      description: 'What the decision stood on',
      example: 'key-field F1 0.962, before 0.951',
    }),
    deployed_at: z.iso
      .datetime()
      .meta({ description: 'Since when', example: '2026-01-15T10:30:00Z' }),
  })
  .meta({ id: 'Deployment', description: 'One entry of what served when' })
export type Deployment = z.infer<typeof Deployment>

const isServing = z
  .boolean()
  .meta({ description: 'Whether it is the one that is to read', example: true })

export const Model = z
  .object({
    model_version: ModelVersion,
    name: z.string().meta({ description: 'Its kind', example: 'invoice-detector' }),
    created_at: z.iso
      .datetime()
      .meta({ description: 'When it was made', example: '2026-01-15T08:00:00Z' }),
    is_serving: isServing,
    sha256: z.string().optional().meta({
      description: 'Digest of the network, as its manifest says',
      example: '2d9f685efc34a850f63792c389a5892a166dbfc33d3e50e2759489a62ad1682b',
    }),
    size_bytes: z.int().min(0).meta({ description: 'Size of the network', example: 5_472_626 }),
    labels: z
      .array(z.string())
      .optional()
      .meta({ description: 'What it looks for', example: ['numero_facture', 'montant_ttc'] }),
    metrics: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({
        description: 'How good it was when it was made, as its manifest says',
        example: { generated: { both: { map50: 0.805 } } },
      }),
  })
  .meta({ id: 'Model', description: 'One version of the detector in the folder of models' })
export type Model = z.infer<typeof Model>

export const WorkerModel = z
  .object({
    worker_id: z
      .string()
      .meta({ description: 'Names the worker', example: 'worker_01kb4c9t3q8v6m2x7r5n0w1ydz' }),
    model_version: z
      .string()
      .meta({ description: 'The model that it reads with', example: 'invoice_model_20260115' }),
  })
  .meta({ id: 'WorkerModel', description: 'What one worker reads with' })
export type WorkerModel = z.infer<typeof WorkerModel>

export const ModelList = z
  .object({
    model_version: z
      .string()
      .nullable()
      .meta({ description: 'The model that is to read', example: 'invoice_model_20260115' }),
    models: z.array(Model).meta({ description: 'What lies in the folder of models, newest first' }),
    workers: z.array(WorkerModel).meta({ description: 'What each worker reads with right now' }),
    deployments: z
      .array(Deployment)
      .meta({ description: 'What served when, newest first; at most 200 entries' }),
  })
  .meta({ id: 'ModelList', description: 'The registry of models' })
export type ModelList = z.infer<typeof ModelList>

export const ModelReload = z
  .strictObject({
    model_path: z.string().min(1).max(1_000).optional().meta({
      description:
        'Folder of a model or its model.onnx, inside MODEL_DIR; the model that serves, unless it is given',
      example: 'invoice-detector/invoice_model_20260115',
    }),
  })
  .meta({ id: 'ModelReload', description: 'What to load' })

export const ModelReloaded = z
  .object({
    success: z.literal(true).meta({ description: 'Always true here', example: true }),
    message: z
      .string()
      .meta({ description: 'For a person', example: 'Modèle rechargé avec succès' }),
    model_version: ModelVersion,
    workers: z.array(WorkerModel).meta({ description: 'Every worker: all have it' }),
  })
  .meta({ id: 'ModelReloaded', description: 'Every worker reads with the model' })
export type ModelReloaded = z.infer<typeof ModelReloaded>
