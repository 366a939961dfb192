import { extname } from 'node:path'
import { invalid, type Prediction, type Records, Refusal, type Task } from './records.ts'

type Given = {
  data?: Record<string, unknown>
  meta?: unknown
  predictions?: { result: unknown[] | null; model_version?: string; score?: unknown }[]
}

const extensions = ['.bmp', '.gif', '.jpg', '.jpeg', '.png', '.svg', '.webp', '.pdf']

/** POST …/import with tasks: all of them, or none. */
export function importTasks(records: Records, project: number, body: unknown, withIds: boolean) {
  const given: Given[] = Array.isArray(body) ? body : [body]
  if (given.length === 0) throw invalid({ non_field_errors: ['load_tasks: No tasks added'] })
  const errors = given.map(({ data }, index) =>
    data && 'image' in data
      ? {}
      : `Error at item ${index}: "image" key is expected in task data [assume: item["data"] = task root with values]`,
  )
  if (errors.some((error) => typeof error === 'string'))
    throw invalid({ non_field_errors: errors.slice(0, errors.findLastIndex(isText) + 1) })
  if (given.some(({ predictions = [] }) => predictions.some(({ result }) => result === null)))
    throw new Refusal(500, "'BaseTaskSerializerBulk' object has no attribute 'db_predictions'")
  const tasks = given.map((task) => addTask(records, project, task))
  const first = tasks.flatMap(({ predictions }) => predictions)[0]?.model_version
  const owner = records.projects.get(project)
  // The first import decides which version is shown, and no later one.
  if (owner && owner.model_version === '' && first) owner.model_version = first
  return {
    task_count: tasks.length,
    annotation_count: 0,
    prediction_count: tasks.reduce((sum, { predictions }) => sum + predictions.length, 0),
    duration: 0.01,
    file_upload_ids: [],
    could_be_tasks_list: false,
    found_formats: [],
    data_columns: [],
    ...(withIds ? { task_ids: tasks.map(({ id }) => id) } : {}),
  }
}

function isText(error: unknown): boolean {
  return typeof error === 'string'
}

function addTask(records: Records, project: number, given: Given): Task {
  const id = records.nextId()
  const now = records.now()
  const predictions = (given.predictions ?? []).map(
    (prediction): Prediction => ({
      id: records.nextId(),
      result: prediction.result ?? [],
      model_version: prediction.model_version ?? 'undefined',
      score: typeof prediction.score === 'number' ? prediction.score : null,
      created_at: now,
      updated_at: now,
      task: id,
      project,
    }),
  )
  const task: Task = {
    id,
    data: given.data ?? {},
    meta: given.meta ?? {},
    created_at: now,
    updated_at: now,
    project,
    annotations: [],
    predictions,
    drafts: [],
  }
  records.tasks.set(id, task)
  return task
}

/** POST …/import with a file and commit_to_project=false: kept, and no task made. */
export function uploadFile(
  records: Records,
  project: number,
  file: File,
  bytes: Buffer<ArrayBuffer>,
) {
  const extension = extname(file.name).toLowerCase()
  if (!extensions.includes(extension))
    throw invalid({ non_field_errors: [`${extension} extension is not supported`] })
  const id = records.nextId()
  const prefix = id.toString(16).padStart(8, '0')
  records.uploads.set(id, { id, file: `upload/${project}/${prefix}-${file.name}`, bytes })
  return {
    task_count: 1,
    annotation_count: null,
    prediction_count: null,
    duration: 0.01,
    file_upload_ids: [id],
    could_be_tasks_list: false,
    found_formats: { [extension]: 1 },
    data_columns: ['$undefined$'],
  }
}
