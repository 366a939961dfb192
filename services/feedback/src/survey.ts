import { JobId } from '@invoice-ml/contracts'
import type { ProjectIdentity } from '@invoice-ml/storage'
import type { Task } from './label-studio/shapes.ts'
import { areWhole, type PageTask } from './page-tasks.ts'

/** A document, as its tasks show it. */
export type SeenDocument = {
  /** Each task as `keyOf` writes it. */
  tasks: string[]
  isAnnotated: boolean
  /** Each of its pages has a task. */
  isWhole: boolean
}

/** What a look at all tasks of a project has seen so far: a large one takes several. */
export type Survey = {
  project: ProjectIdentity
  begunAt: Date
  /** A task that was seen before has changed meanwhile. */
  note: (tasks: Task[]) => void
  count: () => number
  /** By job. */
  documents: () => Map<string, SeenDocument>
}

export function createSurvey(project: ProjectIdentity): Survey {
  const seen = new Map<number, PageTask & { jobId: string; key: string; isAnnotated: boolean }>()
  return {
    project,
    begunAt: new Date(),
    note: (tasks) => {
      for (const task of tasks)
        for (const jobId of jobOf(task))
          seen.set(task.id, {
            jobId,
            key: keyOf(task),
            isAnnotated: isAnnotated(task),
            data: { page: task.data.page, pages: task.data.pages },
          })
    },
    count: () => seen.size,
    documents: () => {
      const groups = Map.groupBy(seen.values(), ({ jobId }) => jobId)
      return new Map(
        [...groups].map(([jobId, tasks]) => [
          jobId,
          {
            tasks: tasks.map(({ key }) => key),
            isAnnotated: tasks.some((task) => task.isAnnotated),
            isWhole: areWhole(tasks),
          },
        ]),
      )
    },
  }
}

/** Identifies a task as it is now: whatever happens to it moves its time. */
export function keyOf({ id, updated_at }: Pick<Task, 'id' | 'updated_at'>): string {
  return `${id} ${updated_at}`
}

/** Tasks that people have made by themselves are none of a job. */
export function jobOf({ data }: Task): string[] {
  const id = JobId.safeParse(data.job_id)
  return id.success ? [id.data] : []
}

function isAnnotated({ total_annotations, cancelled_annotations }: Task): boolean {
  return (total_annotations ?? 0) + (cancelled_annotations ?? 0) > 0
}
