import type { annotationQueue } from '@invoice-ml/contracts'
import type { Handler } from '@invoice-ml/queue'
import type { Logger } from '@invoice-ml/runtime'
import {
  type Annotations,
  identityText,
  type LabelStudioStore,
  type ProjectIdentity,
  type ReviewRequests,
} from '@invoice-ml/storage'
import QuickLRU from 'quick-lru'
import type { z } from 'zod'
import type { LabelStudio } from './label-studio/client.ts'
import { LabelStudioError } from './label-studio/error.ts'
import { isLater } from './label-studio/is-later.ts'
import type { Task } from './label-studio/shapes.ts'
import type { Session } from './session.ts'
import { identityOf } from './set-up.ts'
import { createSurvey, jobOf, keyOf, type SeenDocument, type Survey } from './survey.ts'

type Payload = z.infer<(typeof annotationQueue)['payload']>

type Dependencies = {
  studio: Pick<LabelStudio, 'project' | 'tasksOf' | 'changedTasks'>
  session: Pick<Session, 'project' | 'lost' | 'use' | 'isResting'>
  store: Pick<LabelStudioStore, 'project' | 'setReached' | 'heard' | 'noteHeard'>
  annotations: Pick<Annotations, 'standing'>
  reviews: Pick<ReviewRequests, 'noteGone'>
  /** Of Label Studio. */
  url: string
  hear: (jobId: string, tasks: Task[], project: ProjectIdentity) => Promise<void>
  logger: Logger
}

const source = { origin: 'label_studio', sourceId: 'document' } as const
const pageSize = 200
const batch = 500
const beginning = '1970-01-01T00:00:00.000Z'
// Transactions of Label Studio end in another order than that of their times.
const overlapMs = 10_000
const mostRemembered = 10_000
// One document that cannot be heard must not keep all that come after it from being heard.
const maxFailures = 3

/**
 * Looks at what has changed in Label Studio since the last look, or at everything: a task that is deleted leaves nothing that
 * could be seen to have changed, and what could not be heard when it changed is found so as well.
 */
export function lookForAnnotations(dependencies: Dependencies): Handler<Payload> {
  const { studio, session, store, annotations, reviews, url, hear, logger } = dependencies
  // Tasks as they were when they were last looked at: the overlap brings them again.
  const looked = new QuickLRU<string, true>({ maxSize: mostRemembered })
  const failures = new QuickLRU<string, number>({ maxSize: mostRemembered })
  // The look at everything that ran out of time, for the next to go on with.
  let unfinished: { survey: Survey; reached: string } | undefined

  async function hearJob(project: ProjectIdentity, jobId: string): Promise<void> {
    const tasks = await session.use(() => studio.tasksOf(project.projectId, jobId))
    try {
      await hear(jobId, tasks, project)
      await store.noteHeard(jobId, tasks.map(keyOf))
      failures.delete(jobId)
    } catch (error) {
      const count = (failures.get(jobId) ?? 0) + 1
      failures.set(jobId, count)
      if (count < maxFailures) throw error
      // Not noted as heard, it is tried again by each look at everything.
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
    const project = await session.use(session.project)
    const reached = (await store.project(url))?.reached
    const from = reached === undefined ? beginning : before(reached)
    for await (const tasks of pagesAfter(project.projectId, from, signal)) {
      const fresh = tasks.filter((task) => !looked.has(keyOf(task)))
      for (const jobId of new Set(fresh.flatMap(jobOf))) await hearJob(project, jobId)
      for (const task of fresh) looked.set(keyOf(task), true)
      const last = tasks.at(-1)?.updated_at
      if (last !== undefined && isLater(last, reached ?? beginning))
        await store.setReached(url, notInFuture(last))
    }
  }

  async function lookAtEverything(signal: AbortSignal): Promise<void> {
    const project = await session.use(session.project)
    if (!unfinished || !isSame(unfinished.survey.project, project))
      unfinished = { survey: createSurvey(project), reached: beginning }
    const { survey } = unfinished
    for await (const tasks of pagesAfter(project.projectId, unfinished.reached, signal)) {
      survey.note(tasks)
      unfinished.reached = before(tasks.at(-1)?.updated_at ?? beginning)
    }
    if (!signal.aborted) {
      // What is not in a project that is gone was not deleted.
      if (!(await isThere(project))) return lose()
      await hearWhatDiffers(survey, signal)
      // What is sent while it is looked may have been sent after its page was looked at.
      const sentBefore = new Date(survey.begunAt.getTime() - overlapMs)
      const there = [...survey.documents()].flatMap(([jobId, { isWhole }]) =>
        isWhole ? jobId : [],
      )
      await reviews.noteGone(survey.project, { sentBefore, there })
    }
    if (signal.aborted)
      logger.warn('label studio not looked through yet, to be continued', { tasks: survey.count() })
    else unfinished = undefined
  }

  async function isThere(project: ProjectIdentity): Promise<boolean> {
    const there = await session.use(() => studio.project(project.projectId))
    return there !== undefined && isSame(identityOf(there), project)
  }

  function lose(): void {
    unfinished = undefined
    session.lost()
    logger.warn('label studio project gone')
  }

  /**
   * Hears the documents of this platform whose tasks are not as they were when they were last heard, whatever has kept that from
   * being seen. A project may hold others: of jobs that were erased, or of another database.
   */
  async function hearWhatDiffers(survey: Survey, signal: AbortSignal): Promise<void> {
    const seen = survey.documents()
    for await (const jobIds of saidOf(survey.project, seen)) {
      const heard = await store.heard(jobIds)
      for (const jobId of jobIds) {
        if (signal.aborted) return
        if (!heard.has(jobId)) continue
        const tasks = new Set(seen.get(jobId)?.tasks)
        const former = heard.get(jobId)
        const isHeard =
          former !== undefined && tasks.symmetricDifference(new Set(former)).size === 0
        if (!isHeard) await hearJob(survey.project, jobId)
      }
    }
  }

  /** Documents of which something was heard in this project that stands, and others that are annotated: some at a time. */
  async function* saidOf(project: ProjectIdentity, seen: ReadonlyMap<string, SeenDocument>) {
    const others = new Set(
      [...seen].flatMap(([jobId, { isAnnotated }]) => (isAnnotated ? jobId : [])),
    )
    for (let after = '', count = batch; count === batch; ) {
      const ids = await annotations.standing(source, { project, limit: batch, after })
      yield ids
      for (const id of ids) others.delete(id)
      count = ids.length
      after = ids.at(-1) ?? after
    }
    const rest = [...others]
    for (let from = 0; from < rest.length; from += batch) yield rest.slice(from, from + batch)
  }

  return async ({ look }, { signal }) => {
    if (session.isResting()) return
    try {
      await (look === 'changes' ? lookAtChanges(signal) : lookAtEverything(signal))
    } catch (error) {
      if (error instanceof LabelStudioError && error.status === 404) session.lost()
      // Its absence is told by the session, and the clock asks again.
      if (!(error instanceof LabelStudioError) || error.kind === 'refused') throw error
    }
  }
}

function isSame(one: ProjectIdentity, other: ProjectIdentity): boolean {
  return identityText(one) === identityText(other)
}

/** From where what has changed since a time is looked for. */
function before(time: string): string {
  return new Date(new Date(notInFuture(time)).getTime() - overlapMs).toISOString()
}

/** A clock of Label Studio's that was ahead for once must not hide what happens until then. */
function notInFuture(time: string): string {
  const now = new Date().toISOString()
  return isLater(time, now) ? now : time
}
