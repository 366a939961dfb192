import { presentTask, type Records, Refusal, type Task } from './records.ts'

type Filter = { filter: string; operator: string; value: unknown }
type Query = { filters?: { items: Filter[] }; ordering?: string[] }

/** GET /api/tasks/: filtered, ordered, page by page. */
export function listTasks({ tasks, projects }: Records, params: URLSearchParams) {
  const project = Number(params.get('project'))
  if (!params.has('project'))
    throw Object.assign(new Refusal(404, ''), {
      body: { detail: 'Neither project nor view id specified' },
    })
  if (!projects.has(project)) throw new Refusal(404, 'No Project matches the given query.')
  const { filters, ordering = [] } = parse(params.get('query'))
  const found = [...tasks.values()]
    .filter((task) => task.project === project)
    .filter((task) => (filters?.items ?? []).every((filter) => matches(task, filter)))
  if (ordering.includes('tasks:updated_at'))
    found.sort((a, b) => a.updated_at.localeCompare(b.updated_at))
  if (ordering.includes('-tasks:updated_at'))
    found.sort((a, b) => b.updated_at.localeCompare(a.updated_at))
  const size = Number(params.get('page_size')) || 100
  const page = Number(params.get('page') ?? 1)
  if (page > 1 && (page - 1) * size >= found.length) throw new Refusal(404, 'Invalid page.')
  return {
    total_annotations: found.reduce((sum, { annotations }) => sum + annotations.length, 0),
    total_predictions: found.reduce((sum, { predictions }) => sum + predictions.length, 0),
    total: found.length,
    tasks: found
      .slice((page - 1) * size, page * size)
      .map((task) => presentTask(task, params.get('fields'))),
  }
}

function parse(query: string | null): Query {
  if (query === null) return {}
  try {
    return JSON.parse(query)
  } catch {
    throw new Refusal(500, 'Expected object or value')
  }
}

function matches(task: Task, { filter, operator, value }: Filter): boolean {
  const name = filter.replace('filter:tasks:', '')
  if (name === 'updated_at' && operator === 'greater') return task.updated_at > toMicros(`${value}`)
  if (name.startsWith('data.') && operator === 'equal')
    return `${task.data[name.slice('data.'.length)]}` === value
  throw new Error(`The double does not know the filter ${filter} ${operator}`)
}

/** Milliseconds → as all times here are written, so that they compare as texts. */
function toMicros(time: string): string {
  return time.replace(/\.(\d{3})Z$/, '.$1000Z')
}
