import { importTasks, uploadFile } from './import-tasks.ts'
import { listTasks } from './list-tasks.ts'
import type { Annotation, Project, Records, Task, Webhook } from './records.ts'
import { invalid, presentAnnotation, presentTask, presentWebhook, Refusal } from './records.ts'

export type Call = {
  params: URLSearchParams
  /** Of the address, in its order. */
  ids: number[]
  json: () => unknown
  form: () => Promise<FormData>
}

/** undefined: 204. */
type Answer = { status: number; body: unknown } | undefined
type Route = [method: string, path: RegExp, handle: (call: Call) => Answer | Promise<Answer>]

/** Told of what a webhook would tell of. */
export type OnEvent = (project: number, action: string, body: Record<string, unknown>) => void

/** As GET /api/webhooks/info/ lists them. */
const knownActions = [
  'TASKS_CREATED',
  'TASKS_DELETED',
  'ANNOTATION_CREATED',
  'ANNOTATIONS_CREATED',
  'ANNOTATION_UPDATED',
  'ANNOTATIONS_DELETED',
  'PROJECT_CREATED',
  'PROJECT_UPDATED',
  'PROJECT_DELETED',
  'LABEL_LINK_CREATED',
  'LABEL_LINK_UPDATED',
  'LABEL_LINK_DELETED',
]

const ok = (body: unknown): Answer => ({ status: 200, body })
const created = (body: unknown): Answer => ({ status: 201, body })

/** What the API does to the records, as recorded. */
export function createApi(records: Records, onEvent: OnEvent) {
  const { projects, webhooks, tasks, uploads, nextId, now } = records

  const get = <T>(map: Map<number, T>, kind: string, id = 0): T => {
    const found = map.get(id)
    if (!found) throw new Refusal(404, `No ${kind} matches the given query.`)
    return found
  }
  const taskOf = (id: number | undefined) => get(tasks, 'Task', id)
  const ownerOf = (id: number | undefined) => {
    const task = [...tasks.values()].find(({ annotations }) => annotations.some((a) => a.id === id))
    const annotation = task?.annotations.find((a) => a.id === id)
    if (!task || !annotation) throw new Refusal(404, 'No Annotation matches the given query.')
    return { task, annotation }
  }
  const tell = (action: string, task: Task, annotation: Annotation) =>
    onEvent(task.project, action, {
      annotation: { ...presentAnnotation(annotation), ...annotation },
      task,
    })

  const checkHook = ({ actions = [], headers = {} }: Partial<Webhook>) => {
    const unknown = actions.findIndex((action) => !knownActions.includes(action))
    if (unknown >= 0)
      throw invalid({ actions: { [unknown]: [`"${actions[unknown]}" is not a valid choice.`] } })
    if (Object.values(headers).some((value) => typeof value !== 'string'))
      throw invalid({ headers: ['the headers failed JSON schema check'] })
  }

  const annotate = (task: Task, body: Partial<Annotation>, wasCancelled: boolean): Annotation => {
    if (body.result !== undefined && !Array.isArray(body.result))
      throw invalid({ result: ['annotation "result" field in annotation must be list'] })
    const at = now()
    const annotation: Annotation = {
      id: nextId(),
      result: body.result ?? [],
      was_cancelled: wasCancelled,
      ground_truth: false,
      created_at: at,
      updated_at: at,
      unique_id: crypto.randomUUID(),
      lead_time: body.lead_time ?? null,
      task: task.id,
      project: task.project,
    }
    task.annotations.push(annotation)
    task.updated_at = now()
    tell('ANNOTATION_CREATED', task, annotation)
    return annotation
  }
  const drop = ({ task, annotation }: ReturnType<typeof ownerOf>) => {
    task.annotations = task.annotations.filter((other) => other !== annotation)
    task.updated_at = now()
  }

  const routes: Route[] = [
    ['GET', /^\/health$/, () => ok({ status: 'UP' })],
    ['GET', /^\/api\/version\/?$/, () => ok({ release: '1.22.0.dev0', edition: 'Community' })],
    ['GET', /^\/api\/current-user\/whoami$/, () => ok({ id: 1, email: 'admin@invoices.test' })],
    ['GET', /^\/api\/projects\/$/, ({ params }) => ok(listProjects(params))],
    ['POST', /^\/api\/projects\/$/, ({ json }) => created(createProject(json()))],
    ['GET', /^\/api\/projects\/(\d+)\/$/, ({ ids }) => ok(get(projects, 'Project', ids[0]))],
    ['PATCH', /^\/api\/projects\/(\d+)\/$/, ({ ids, json }) => ok(change(ids[0], json()))],
    [
      'POST',
      /^\/api\/projects\/(\d+)\/import$/,
      async ({ ids: [project = 0], params, json, form }) => {
        get(projects, 'Project', project)
        if (params.get('commit_to_project') !== 'false')
          return created(
            importTasks(records, project, json(), params.get('return_task_ids') === 'true'),
          )
        const file = (await form()).get('file')
        if (!(file instanceof File)) throw invalid({ non_field_errors: ['no file'] })
        return created(uploadFile(records, project, file, Buffer.from(await file.arrayBuffer())))
      },
    ],
    [
      'GET',
      /^\/api\/projects\/(\d+)\/file-uploads$/,
      ({ ids: [project = 0] }) => {
        get(projects, 'Project', project)
        const own = [...uploads.values()].filter(({ file }) =>
          file.startsWith(`upload/${project}/`),
        )
        return ok(own.map(({ id, file, bytes }) => ({ id, file, size: bytes.length })))
      },
    ],
    [
      'GET',
      /^\/api\/import\/file-upload\/(\d+)$/,
      ({ ids }) => {
        const { id, file, bytes } = get(uploads, 'FileUpload', ids[0])
        return ok({ id, file, size: bytes.length })
      },
    ],
    [
      'DELETE',
      /^\/api\/import\/file-upload\/(\d+)$/,
      ({ ids }) => {
        uploads.delete(get(uploads, 'FileUpload', ids[0]).id)
        return undefined
      },
    ],
    ['GET', /^\/api\/webhooks\/$/, ({ params }) => ok(hooksOf(Number(params.get('project'))))],
    ['POST', /^\/api\/webhooks\/$/, ({ json }) => created(createHook(json()))],
    [
      'PATCH',
      /^\/api\/webhooks\/(\d+)\/$/,
      ({ ids, json }) => {
        const hook = get(webhooks, 'Webhook', ids[0])
        // What is not sent again is gone.
        const changes = json() as Partial<Webhook>
        checkHook(changes)
        Object.assign(hook, { actions: [] }, changes, { updated_at: now() })
        return ok(presentWebhook(hook))
      },
    ],
    [
      'DELETE',
      /^\/api\/webhooks\/(\d+)\/$/,
      ({ ids }) => {
        webhooks.delete(get(webhooks, 'Webhook', ids[0]).id)
        return undefined
      },
    ],
    ['GET', /^\/api\/tasks\/$/, ({ params }) => ok(listTasks(records, params))],
    [
      'GET',
      /^\/api\/tasks\/(\d+)\/$/,
      ({ ids }) => {
        const task = taskOf(ids[0])
        const person = { id: 1, first_name: '', last_name: '', email: 'admin@invoices.test' }
        const annotations = task.annotations.map((annotation) => ({
          ...presentAnnotation(annotation),
          completed_by: person,
        }))
        return ok({ ...presentTask(task, 'all'), annotations })
      },
    ],
    [
      'DELETE',
      /^\/api\/tasks\/(\d+)\/$/,
      ({ ids }) => {
        const { id, project } = taskOf(ids[0])
        tasks.delete(id)
        onEvent(project, 'TASKS_DELETED', { tasks: [{ id }] })
        return undefined
      },
    ],
    [
      'GET',
      /^\/api\/tasks\/(\d+)\/annotations\/$/,
      ({ ids }) =>
        ok(
          taskOf(ids[0])
            .annotations.filter((one) => !one.was_cancelled)
            .map(presentAnnotation),
        ),
    ],
    [
      'POST',
      /^\/api\/tasks\/(\d+)\/annotations\/$/,
      ({ ids, params, json }) => {
        const isSkip = params.get('was_cancelled') === '1'
        return created(
          presentAnnotation(annotate(taskOf(ids[0]), json() as Partial<Annotation>, isSkip)),
        )
      },
    ],
    [
      'POST',
      /^\/api\/tasks\/(\d+)\/drafts$/,
      ({ ids, json }) => {
        const task = taskOf(ids[0])
        const draft = { id: nextId(), ...(json() as object), created_at: now(), task: task.id }
        task.drafts.push(draft)
        task.updated_at = now()
        return created(draft)
      },
    ],
    [
      'GET',
      /^\/api\/annotations\/(\d+)\/$/,
      ({ ids }) => ok(presentAnnotation(ownerOf(ids[0]).annotation)),
    ],
    [
      'PATCH',
      /^\/api\/annotations\/(\d+)\/$/,
      ({ ids, json }) => {
        const { task, annotation } = ownerOf(ids[0])
        Object.assign(annotation, json(), { updated_at: now() })
        task.updated_at = now()
        tell('ANNOTATION_UPDATED', task, annotation)
        return ok(presentAnnotation(annotation))
      },
    ],
    [
      'DELETE',
      /^\/api\/annotations\/(\d+)\/$/,
      ({ ids }) => {
        const owner = ownerOf(ids[0])
        drop(owner)
        onEvent(owner.task.project, 'ANNOTATIONS_DELETED', { annotations: [{ id: ids[0] }] })
        return undefined
      },
    ],
    [
      'POST',
      /^\/api\/annotations\/(\d+)\/convert-to-draft$/,
      ({ ids }) => {
        // No event tells of it.
        const { task, annotation } = ownerOf(ids[0])
        drop({ task, annotation })
        const draft = { id: nextId(), result: annotation.result, task: task.id, annotation: null }
        task.drafts.push(draft)
        return created(draft)
      },
    ],
  ]

  function listProjects(params: URLSearchParams) {
    if (Number(params.get('page') ?? 1) > 1) throw new Refusal(404, 'Invalid page.')
    const title = (params.get('title') ?? '').toLowerCase()
    const results = [...projects.values()]
      .filter((project) => project.title.toLowerCase().includes(title))
      .sort((a, b) => b.id - a.id)
      .slice(0, Number(params.get('page_size') ?? 30))
    return { count: results.length, next: null, previous: null, results }
  }

  function createProject(body: unknown): Project {
    const given = body as Partial<Project>
    const title = `${given.title ?? ''}`
    if (title.length < 3) throw invalid({ title: ['Ensure this field has at least 3 characters.'] })
    if (title.length > 50)
      throw invalid({ title: ['Ensure this field has no more than 50 characters.'] })
    const common = {
      show_collab_predictions: true,
      enable_empty_annotation: true,
      show_skip_button: true,
    }
    const project: Project = {
      ...common,
      label_config: '<View></View>',
      ...given,
      title,
      id: nextId(),
      model_version: '',
      created_at: now(),
    }
    projects.set(project.id, project)
    return project
  }

  function change(id: number | undefined, body: unknown): Project {
    const project = get(projects, 'Project', id)
    const changes = body as Partial<Project>
    if (changes.model_version && !hasPrediction(project.id, changes.model_version))
      throw invalid({
        model_version: [
          "Model version doesn't exist either as live model or as static predictions.",
        ],
      })
    Object.assign(project, changes)
    onEvent(project.id, 'PROJECT_UPDATED', {})
    return project
  }

  function hasPrediction(project: number, version: string): boolean {
    return [...tasks.values()].some(
      (task) =>
        task.project === project &&
        task.predictions.some(({ model_version }) => model_version === version),
    )
  }

  function hooksOf(project: number) {
    return [...webhooks.values()].filter((hook) => hook.project === project).map(presentWebhook)
  }

  function createHook(body: unknown) {
    const given = body as Partial<Webhook>
    const { hostname } = new URL(given.url ?? 'http://none')
    if (!/\.|^localhost$|:/.test(hostname)) throw invalid({ url: ['Enter a valid URL.'] })
    if (!given.project || !projects.has(given.project)) throw new Refusal(404, 'Project not found.')
    checkHook(given)
    const hook: Webhook = {
      id: nextId(),
      project: given.project,
      url: given.url ?? '',
      send_payload: given.send_payload ?? true,
      send_for_all_actions: given.send_for_all_actions ?? true,
      headers: given.headers ?? {},
      is_active: given.is_active ?? true,
      actions: given.actions ?? [],
      created_at: now(),
      updated_at: now(),
    }
    webhooks.set(hook.id, hook)
    return presentWebhook(hook)
  }

  return async (
    method: string,
    path: string,
    call: Omit<Call, 'ids'>,
  ): Promise<Answer | 'unknown'> => {
    const served = routes.filter(([, pattern]) => pattern.test(path))
    if (served.length === 0) return 'unknown'
    const route = served.find(([name]) => name === method)
    if (!route) throw new Refusal(405, `Method "${method}" not allowed.`)
    const ids = [...(route[1].exec(path) ?? [])].slice(1).map(Number)
    return route[2]({ ...call, ids })
  }
}
