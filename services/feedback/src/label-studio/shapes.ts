import { z } from 'zod'

/** Answers of Label Studio, as far as we use them. What else they hold is left out. */

export const Project = z.object({
  id: z.int(),
  title: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  label_config: z.string(),
  model_version: z.string().nullish(),
  show_collab_predictions: z.boolean().nullish(),
  enable_empty_annotation: z.boolean().nullish(),
  show_skip_button: z.boolean().nullish(),
})
export type Project = z.infer<typeof Project>

export const Projects = z.object({ results: z.array(Project), next: z.string().nullish() })

export const Webhook = z.object({
  id: z.int(),
  url: z.string(),
  is_active: z.boolean(),
  send_payload: z.boolean(),
  send_for_all_actions: z.boolean(),
  actions: z.array(z.string()),
  headers: z.record(z.string(), z.unknown()).nullish(),
})
export type Webhook = z.infer<typeof Webhook>

export const Uploaded = z.object({ file_upload_ids: z.array(z.int()).min(1) })
export const FileUpload = z.object({ id: z.int(), file: z.string().min(1) })
/** The enterprise edition answers before it has done it, and without numbers. */
export const Imported = z.object({ task_ids: z.array(z.int()).optional() })

export const Annotation = z.object({
  id: z.int(),
  result: z.array(z.unknown()).catch([]),
  was_cancelled: z.boolean().catch(false),
  created_at: z.string(),
  updated_at: z.string(),
  // A number in lists, a person elsewhere.
  completed_by: z.int().nullish().catch(undefined),
})
export type Annotation = z.infer<typeof Annotation>

export const Task = z.object({
  id: z.int(),
  data: z.record(z.string(), z.unknown()),
  updated_at: z.string(),
  total_annotations: z.int().nullish(),
  cancelled_annotations: z.int().nullish(),
  // Only where they are asked for.
  annotations: z.array(Annotation).optional(),
  predictions: z.array(z.object({ result: z.array(z.unknown()).catch([]) })).optional(),
})
export type Task = z.infer<typeof Task>

export const TaskPage = z.object({ total: z.int(), tasks: z.array(Task) })

export type NewTask = {
  /** `pages`: how many the document has. */
  data: { image: string; job_id: string; page: number; pages: number; reason: string }
  meta: { source: 'feedback' }
  predictions: { model_version: string; score: number; result: unknown[] }[]
}
