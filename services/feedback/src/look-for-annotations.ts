import { type annotationQueue, JobId } from '@invoice-ml/contracts'
import type { Handler } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import type { Annotations, LabelStudioStore } from '@invoice-ml/storage'
import QuickLRU from 'quick-lru'
import type { z } from 'zod'
import type { LabelStudio } from './label-studio/client.ts'
import { LabelStudioError } from './label-studio/error.ts'
import { isLater } from './label-studio/is-later.ts'
import type { Task } from './label-studio/shapes.ts'
import type { Session } from './session.ts'

type Payload = z.infer<(typeof annotationQueue)['payload']>

type Dependencies = {
  studio: LabelStudio
  session: Session
  store: LabelStudioStore
  annotations: Pick<Annotations, 'standing'>
  /** Of Label Studio. */
  url: string
  hear: (jobId: string, tasks: Task[]) => Promise<void>
  logger: Logger
}

const source = { origin: 'label_studio', sourceId: 'document' } as const
const pageSize = 200
const standingSize = 500
const beginning = '1970-01-01T00:00:00.000Z'
// Transactions of Label Studio end in another order than that of their times.
const overlapMs = 10_000
const mostRemembered = 10_000
// One document that cannot be heard must not keep all that come after it from being heard.
const maxFailures = 3

/**
 * Looks at what has changed in Label Studio since the last look, or at everything, since a task that is deleted leaves
 * nothing that could be seen to have changed.
 */
export function lookForAnnotations(dependencies: Dependencies): Handler<Payload> {
  const { studio, session, store, annotations, url, hear, logger } = dependencies
  // Tasks as they were when they were last heard: the overlap brings them again.
  const heard = new QuickLRU<string, true>({ maxSize: mostRemembered })
  const failures = new QuickLRU<string, number>({ maxSize: mostRemembered })

  async function hearJob(projectId: number, jobId: string): Promise<void> {
    const tasks = await session.use(() => studio.tasksOf(projectId, jobId))
    try {
      await hear(jobId, tasks)
      failures.delete(jobId)
    } catch (error) {
      const count = (failures.get(jobId) ?? 0) + 1
      failures.set(jobId, count)
      if (count < maxFailures) throw error
      logger.error('annotation cannot be heard', { jobId, error })
    }
  }

  async function* pagesAfter(projectId: number, from: string, signal: AbortSignal) {
    for (let [after, size] = [from, pageSize]; !signal.aborted; ) {
      const page = { after, size }
      const { tasks, total } = await session.use(() => studio.changedTasks(projectId, page))
      if (tasks.length > 0) yield tasks
      const last = tasks.at(-1)?.updated_at
      if (last === undefined || tasks.length >= total) return
      // Others may have changed at the same time as the last one: they come again with it.
      const earlier = tasks.findLast(({ updated_at }) => isLater(last, updated_at))?.updated_at
      // All of one time, and no more of them at once to be had: on with what is later.
      after = earlier ?? (tasks.length < size ? last : after)
      size = earlier === undefined ? size * 10 : pageSize
    }
  }

  async function lookAtChanges(signal: AbortSignal): Promise<void> {
    const { projectId } = await session.use(session.project)
    const reached = (await store.project(url))?.reached
    const from = reached === undefined ? beginning : before(reached)
    for await (const tasks of pagesAfter(projectId, from, signal)) {
      const fresh = tasks.filter((task) => !heard.has(keyOf(task)))
      for (const jobId of new Set(fresh.flatMap(jobOf))) await hearJob(projectId, jobId)
      for (const task of fresh) heard.set(keyOf(task), true)
      const last = tasks.at(-1)?.updated_at
      if (last !== undefined && isLater(last, reached ?? beginning))
        await store.setReached(url, last)
    }
  }

  async function lookAtEverything(signal: AbortSignal): Promise<void> {
    const { projectId } = await session.use(session.project)
    const annotated = new Set<string>()
    const open = new Set<string>()
    for await (const tasks of pagesAfter(projectId, beginning, signal))
      for (const task of tasks)
        for (const id of jobOf(task)) (isAnnotated(task) ? annotated : open).add(id)
    for await (const jobId of standing()) {
      if (signal.aborted) return
      // Where each page still has its annotation, it was heard when it changed.
      if (!annotated.delete(jobId) || open.has(jobId)) await hearJob(projectId, jobId)
    }
    for (const jobId of annotated) {
      if (signal.aborted) return
      await hearJob(projectId, jobId)
    }
  }

  async function* standing() {
    for (let after = '', count = standingSize; count === standingSize; ) {
      const ids = await annotations.standing(source, { limit: standingSize, after })
      yield* ids
      count = ids.length
      after = ids.at(-1) ?? after
    }
  }

  return async ({ look }, { signal }) => {
    if (session.isResting()) return
    try {
      await (look === 'changes' ? lookAtChanges(signal) : lookAtEverything(signal))
    } catch (error) {
      // Its absence is told by the session, and the clock asks again.
      if (!(error instanceof LabelStudioError) || error.kind === 'refused') throw error
    }
  }
}

function keyOf({ id, updated_at }: Task): string {
  return `${id} ${updated_at}`
}

/** Tasks that people have made by themselves are none of a job. */
function jobOf({ data }: Task): string[] {
  const id = JobId.safeParse(data.job_id)
  return id.success ? [id.data] : []
}

function isAnnotated({ total_annotations, cancelled_annotations }: Task): boolean {
  return (total_annotations ?? 0) + (cancelled_annotations ?? 0) > 0
}

function before(time: string): string {
  return new Date(new Date(time).getTime() - overlapMs).toISOString()
}
