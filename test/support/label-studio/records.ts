import { randomUUID } from 'node:crypto'

// What the recorded Label Studio keeps, in its own names.

export type Annotation = {
  id: number
  result: unknown[]
  was_cancelled: boolean
  ground_truth: boolean
  created_at: string
  updated_at: string
  unique_id: string
  lead_time: number | null
  task: number
  project: number
}

export type Prediction = {
  id: number
  result: unknown[]
  model_version: string
  score: number | null
  created_at: string
  updated_at: string
  task: number
  project: number
}

export type Task = {
  id: number
  data: Record<string, unknown>
  meta: unknown
  created_at: string
  updated_at: string
  project: number
  annotations: Annotation[]
  predictions: Prediction[]
  drafts: unknown[]
}

export type Webhook = {
  id: number
  project: number
  url: string
  send_payload: boolean
  send_for_all_actions: boolean
  headers: Record<string, string>
  is_active: boolean
  actions: string[]
  created_at: string
  updated_at: string
}

export type Project = {
  id: number
  title: string
  label_config: string
  model_version: string
  created_at: string
} & Record<string, unknown>

export type Upload = { id: number; file: string; bytes: Buffer<ArrayBuffer> }

export type Records = ReturnType<typeof createRecords>

/** An empty Label Studio on PostgreSQL: identifiers are never given twice. */
export function createRecords() {
  let identifiers = 0
  let lastMicros = 0
  return {
    projects: new Map<number, Project>(),
    webhooks: new Map<number, Webhook>(),
    tasks: new Map<number, Task>(),
    uploads: new Map<number, Upload>(),
    nextId: () => {
      identifiers += 1
      return identifiers
    },
    /** As Django writes it: UTC with microseconds; none is given twice. */
    now: () => {
      lastMicros = Math.max(lastMicros + 1, Date.now() * 1_000)
      const micros = `${lastMicros % 1_000}`.padStart(3, '0')
      return new Date(Math.floor(lastMicros / 1_000)).toISOString().replace('Z', `${micros}Z`)
    },
  }
}

/** An annotation as the ordinary API answers it: without what only webhooks tell. */
export function presentAnnotation({ unique_id: _, ...annotation }: Annotation) {
  return {
    ...annotation,
    created_username: ' admin@invoices.test, 1',
    created_ago: '0 minutes',
    completed_by: 1,
    draft_created_at: null,
    import_id: null,
    last_action: null,
    bulk_created: false,
    updated_by: 1,
    parent_prediction: null,
    parent_annotation: null,
    last_created_by: null,
  }
}

export function presentPrediction(prediction: Prediction) {
  return {
    ...prediction,
    created_ago: '0 minutes',
    cluster: null,
    neighbors: null,
    mislabeling: 0,
    model: null,
    model_run: null,
  }
}

/** A task of a list; annotations and predictions only where all fields are asked for. */
export function presentTask(task: Task, fields: string | null) {
  const { annotations, predictions, drafts, ...own } = task
  const counted = annotations.filter((annotation) => !annotation.was_cancelled)
  const all = {
    predictions: predictions.map(presentPrediction),
    annotations: annotations.map(presentAnnotation),
    completed_at: counted[0]?.created_at ?? null,
    predictions_score: predictions[0]?.score ?? null,
    avg_lead_time: null,
    draft_exists: drafts.length > 0,
  }
  return {
    ...own,
    ...(fields === 'all' ? all : {}),
    drafts: fields === 'all' ? drafts : [],
    annotators: fields === 'all' && annotations.length > 0 ? [1] : [],
    inner_id: task.id,
    cancelled_annotations: annotations.length - counted.length,
    total_annotations: counted.length,
    total_predictions: predictions.length,
    annotations_results: '',
    predictions_results: '',
    file_upload: null,
    storage_filename: null,
    annotations_ids: fields === 'all' ? annotations.map(({ id }) => id).join(',') : '',
    predictions_model_versions: '',
    updated_by: annotations.length > 0 ? [{ user_id: 1 }] : [],
    is_labeled: counted.length > 0,
    overlap: 1,
    comment_count: 0,
    unresolved_comment_count: 0,
    last_comment_updated_at: null,
    comment_authors: [],
  }
}

export function presentWebhook(webhook: Webhook) {
  return { ...webhook, organization: 1 }
}

/** How the recorded one says no. */
export class Refusal extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, detail: string, validationErrors?: Record<string, unknown>) {
    super(detail)
    this.status = status
    this.body = {
      id: randomUUID(),
      status_code: status,
      version: '1.22.0.dev0',
      detail,
      exc_info: status >= 500 ? '<server traceback>' : null,
      ...(validationErrors ? { validation_errors: validationErrors } : {}),
    }
  }
}

export function invalid(errors: Record<string, unknown>): Refusal {
  return new Refusal(400, 'Validation error', errors)
}
