import { z } from 'zod'
import { LabelStudioError } from './error.ts'
import { type Answered, type Ask, createAsk } from './request.ts'
import {
  FileUpload,
  Imported,
  type NewTask,
  Project,
  Projects,
  type Task,
  TaskPage,
  Uploaded,
  Webhook,
} from './shapes.ts'

export type NewProject = Omit<Project, 'id' | 'created_at' | 'model_version'> & {
  description: string
  expert_instruction: string
  maximum_annotations: number
}

export type NewWebhook = Omit<Webhook, 'id' | 'headers'> & { headers: Record<string, string> }

export type LabelStudio = {
  /** Whether the token counts. @throws LabelStudioError `unauthorized` when not */
  whoAmI: () => Promise<void>
  project: (id: number) => Promise<Project | undefined>
  /** The oldest of exactly this title. */
  findProject: (title: string) => Promise<Project | undefined>
  createProject: (project: NewProject) => Promise<Project>
  changeProject: (id: number, changes: Partial<Omit<Project, 'id'>>) => Promise<Project>
  webhooks: (projectId: number) => Promise<Webhook[]>
  createWebhook: (projectId: number, webhook: NewWebhook) => Promise<void>
  /** Always whole: a change without its actions would empty them. */
  changeWebhook: (id: number, webhook: NewWebhook) => Promise<void>
  deleteWebhook: (id: number) => Promise<void>
  /** Keeps an image without making a task of it. Returns its number. */
  upload: (projectId: number, name: string, jpeg: Uint8Array<ArrayBuffer>) => Promise<number>
  /** The address of an uploaded image for a browser, without its host; undefined when it is gone. */
  uploadAddress: (id: number) => Promise<string | undefined>
  deleteUpload: (id: number) => Promise<void>
  /** The images in a project whose name holds this; of large projects the answer is long. */
  uploadsOf: (projectId: number, name: string) => Promise<{ id: number; file: string }[]>
  /** All or none. Their numbers, in this order. */
  importTasks: (projectId: number, tasks: NewTask[]) => Promise<number[]>
  /** With annotations and predictions. */
  tasksOf: (projectId: number, jobId: string) => Promise<Task[]>
  /** Changed after a time, the earliest first, without annotations. */
  changedTasks: (
    projectId: number,
    page: { after: string; size: number },
  ) => Promise<{ total: number; tasks: Task[] }>
  deleteTask: (id: number) => Promise<void>
}

// Each task holds its annotations several times.
const tasksOfAPage = 100

type Options = {
  url: string
  /** Where browsers find it, if not at `url`. */
  host?: string | undefined
  token: string
  stopping: AbortSignal
  onAnswered?: ((answered: Answered) => void) | undefined
}

/** The HTTP API of Label Studio as far as it is used; each answer is parsed. Every method may throw a LabelStudioError. */
export function createLabelStudio({ url, host = url, ...access }: Options): LabelStudio {
  return labelStudioOver(createAsk({ baseUrl: url, ...access }), pathOf(host))
}

/** `root` stands before the addresses that browsers ask for. */
function labelStudioOver(ask: Ask, root: string): LabelStudio {
  async function found<Schema extends z.ZodType>(
    schema: Schema,
    wanted: Parameters<Ask>[0],
  ): Promise<z.infer<Schema> | undefined> {
    const { status, body } = await ask(wanted)
    return status === 404 ? undefined : parse(schema, body, wanted.path)
  }
  async function get<Schema extends z.ZodType>(schema: Schema, wanted: Parameters<Ask>[0]) {
    const answer = await found(schema, wanted)
    if (answer === undefined)
      throw new LabelStudioError('refused', `${wanted.path} is not there`, { status: 404 })
    return answer
  }
  type Page = { fields?: 'all'; page?: number; page_size: number; ordering?: string }
  const listTasks = (
    projectId: number,
    items: object[],
    { ordering = 'tasks:updated_at', ...more }: Page,
  ) =>
    get(TaskPage, {
      method: 'GET',
      path: '/api/tasks/',
      query: {
        project: projectId,
        page: 1,
        resolve_uri: 'false',
        query: JSON.stringify({
          filters: { conjunction: 'and', items },
          ordering: [ordering],
        }),
        ...more,
      },
    })

  return {
    whoAmI: async () => {
      await ask({ method: 'GET', path: '/api/current-user/whoami' })
    },
    project: (id) => found(Project, { method: 'GET', path: `/api/projects/${id}/` }),
    findProject: async (title) => {
      const query = { title, page_size: 100 }
      const { results } = await get(Projects, { method: 'GET', path: '/api/projects/', query })
      return results.filter((project) => project.title === title).sort((a, b) => a.id - b.id)[0]
    },
    createProject: (json) => get(Project, { method: 'POST', path: '/api/projects/', json }),
    changeProject: (id, json) =>
      get(Project, { method: 'PATCH', path: `/api/projects/${id}/`, json }),
    webhooks: (project) =>
      get(z.array(Webhook), { method: 'GET', path: '/api/webhooks/', query: { project } }),
    createWebhook: async (project, webhook) => {
      const json = { project, ...webhook }
      await get(Webhook, { method: 'POST', path: '/api/webhooks/', json })
    },
    changeWebhook: async (id, json) => {
      await get(Webhook, { method: 'PATCH', path: `/api/webhooks/${id}/`, json })
    },
    deleteWebhook: async (id) => {
      await ask({ method: 'DELETE', path: `/api/webhooks/${id}/` })
    },
    upload: async (projectId, name, jpeg) => {
      const form = new FormData()
      form.set('file', new Blob([jpeg], { type: 'image/jpeg' }), name)
      const uploaded = await get(Uploaded, {
        method: 'POST',
        path: `/api/projects/${projectId}/import`,
        query: { commit_to_project: 'false' },
        form,
      })
      const [id] = uploaded.file_upload_ids
      if (id === undefined) throw new LabelStudioError('refused', 'An upload was given no number')
      return id
    },
    uploadAddress: async (id) => {
      const upload = await found(FileUpload, {
        method: 'GET',
        path: `/api/import/file-upload/${id}`,
      })
      return upload && `${root}/data/${upload.file}`
    },
    deleteUpload: async (id) => {
      await ask({ method: 'DELETE', path: `/api/import/file-upload/${id}` })
    },
    uploadsOf: async (projectId, name) => {
      const path = `/api/projects/${projectId}/file-uploads`
      const all = await found(z.array(FileUpload), { method: 'GET', path, query: { all: 'true' } })
      return (all ?? []).filter(({ file }) => file.includes(name))
    },
    importTasks: async (projectId, json) => {
      const { task_ids } = await get(Imported, {
        method: 'POST',
        path: `/api/projects/${projectId}/import`,
        query: { return_task_ids: 'true' },
        json,
      })
      // It may still be at it: the tasks are looked for the next time.
      if (task_ids?.length !== json.length)
        throw new LabelStudioError('away', 'An import was answered without its tasks')
      return task_ids
    },
    tasksOf: async (projectId, jobId) => {
      const filter = 'filter:tasks:data.job_id'
      const items = [{ filter, operator: 'equal', type: 'String', value: jobId }]
      const found: Task[] = []
      // Label Studio may be set to give less of them at once than it is asked for, and a page behind the last one is refused.
      for (let [page, total] = [1, 1]; found.length < total; page++) {
        const more = { fields: 'all' as const, page, page_size: tasksOfAPage, ordering: 'tasks:id' }
        const answer = await listTasks(projectId, items, more)
        if (answer.tasks.length === 0) break
        found.push(...answer.tasks)
        total = answer.total
      }
      return found
    },
    changedTasks: (projectId, { after, size }) => {
      const filter = 'filter:tasks:updated_at'
      const items = [{ filter, operator: 'greater', type: 'Datetime', value: after }]
      return listTasks(projectId, items, { page_size: size })
    },
    deleteTask: async (id) => {
      await ask({ method: 'DELETE', path: `/api/tasks/${id}/` })
    },
  }
}

/** The path of an address, without a slash at its end: empty where there is none. */
function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '')
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  path: string,
): z.infer<Schema> {
  const answer = schema.safeParse(body)
  if (answer.success) return answer.data
  const where = answer.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new LabelStudioError('refused', `${path} was answered strangely: ${where}`)
}
