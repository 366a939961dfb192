import { createLogger } from '@invoice-ml/runtime'
import {
  createAnnotations,
  createJobs,
  createLabelStudioStore,
  createReviewRequests,
} from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { beforeEach, expect, test } from 'vitest'
import { isLater } from './label-studio/is-later.ts'
import type { Task } from './label-studio/shapes.ts'
import { lookForAnnotations } from './look-for-annotations.ts'

const database = testDatabase()
const dir = testFolder()
const logger = createLogger({ service: 'test', level: 'error', dir, file: 'system.log' })
const url = 'http://label-studio.test'
const source = { origin: 'label_studio', sourceId: 'document' } as const
const createdAt = new Date('2026-01-01T00:00:00Z')
const ours = { projectId: 1, createdAt }

beforeEach(async () => {
  await database.get().pool.query('delete from jobs')
  await database.get().pool.query('delete from label_studio_projects')
  await createLabelStudioStore(database.get()).setProject(url, ours)
})

/** A Label Studio that gives two tasks at once, and a platform that may be kept from hearing a document. */
function setup() {
  const tasks = new Map<number, Task>()
  const heard: string[] = []
  const asked: string[] = []
  const state = {
    unheard: '',
    timeIsUpAfter: Number.POSITIVE_INFINITY,
    /** The one that the session knows of, and the one that has its number. */
    known: ours,
    there: ours,
    lost: 0,
  }
  let time = new AbortController()
  const annotations = createAnnotations(database.get())
  const look = lookForAnnotations({
    studio: {
      project: async (id) => ({
        id,
        title: 'Ours',
        created_at: state.there.createdAt.toISOString(),
        label_config: '',
      }),
      tasksOf: async (_project, jobId) =>
        [...tasks.values()].filter(({ data }) => data.job_id === jobId),
      changedTasks: async (_project, { after }) => {
        asked.push(after)
        if (asked.length >= state.timeIsUpAfter) time.abort()
        const later = [...tasks.values()].filter((task) => isLater(task.updated_at, after))
        const sorted = later.toSorted((a, b) => (isLater(a.updated_at, b.updated_at) ? 1 : -1))
        return { total: later.length, tasks: sorted.slice(0, 2) }
      },
    },
    session: {
      project: async () => ({
        ...state.known,
        reached: undefined,
        webhookSecret: '',
        shownModel: '',
      }),
      lost: () => {
        state.lost += 1
      },
      use: (work) => work(),
      isResting: () => false,
    },
    store: createLabelStudioStore(database.get()),
    annotations,
    reviews: createReviewRequests(database.get()),
    url,
    hear: async (jobId, said, project) => {
      if (jobId === state.unheard) throw new Error('The object store is away')
      heard.push(jobId)
      const digest = said.map(({ id, updated_at }) => `${id} ${updated_at}`).join()
      const row = said.length === 0 ? { state: 'deleted' as const } : { state: 'finished' as const }
      await annotations.add({ jobId, ...source, project, fields: [], digest, ...row })
    },
    logger,
  })
  return {
    tasks,
    heard,
    asked,
    state,
    look: (kind: 'changes' | 'everything') => {
      time = new AbortController()
      return look({ look: kind }, { signal: time.signal, logger, attempt: 1, isLastAttempt: true })
    },
    /** Its two tasks, one for each page. */
    send: (jobId: string, at: Date) => {
      for (const page of [1, 2]) {
        const id = tasks.size + 1
        tasks.set(id, { id, data: { job_id: jobId, page, pages: 2 }, updated_at: at.toISOString() })
      }
    },
    /** Somebody annotates a document, again when there is a task already. */
    annotate: (jobId: string, at: Date) => {
      const former = [...tasks.values()].find(({ data }) => data.job_id === jobId)
      const id = former?.id ?? tasks.size + 1
      const data = { job_id: jobId }
      tasks.set(id, { id, data, updated_at: at.toISOString(), total_annotations: 1 })
    },
  }
}

async function aJob(): Promise<string> {
  const job = sampleJob({ cachedReading: sampleReading() })
  await createJobs(database.get()).submit(job)
  return job.id
}

/** So many minutes ago. */
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

test('a change that could not be heard when it was made is heard by a later look at everything', async () => {
  const { annotate, look, heard, state } = setup()
  const [changed, next] = [await aJob(), await aJob()]
  annotate(changed, ago(9))
  await look('changes')
  annotate(changed, ago(6))
  annotate(next, ago(3))
  state.unheard = changed
  await expect(look('changes')).rejects.toThrow('away')
  await expect(look('changes')).rejects.toThrow('away')
  // Given up, so that the next one has its turn.
  await look('changes')
  state.unheard = ''
  await look('changes')
  expect(heard).toEqual([changed, next])

  await look('everything')

  expect(heard).toEqual([changed, next, changed])
})

test('what is as it was when it was heard is left alone, after a restart as well', async () => {
  const { tasks, annotate, look, heard } = setup()
  for (const minutes of [9, 6, 3]) annotate(await aJob(), ago(minutes))
  await look('everything')
  expect(heard).toHaveLength(3)
  const restarted = setup()
  for (const [id, task] of tasks) restarted.tasks.set(id, task)

  await restarted.look('everything')

  expect(restarted.heard).toEqual([])
})

test('what is said of a document that is not here is asked for by no look at everything', async () => {
  const { annotate, look, heard } = setup()
  const jobId = await aJob()
  annotate(sampleJob().id, ago(9))
  annotate(jobId, ago(6))

  await look('everything')

  expect(heard).toEqual([jobId])
})

test('a project that has nothing of what was said in another takes nothing of it back', async () => {
  const { tasks, annotate, look, heard, state } = setup()
  const jobId = await aJob()
  annotate(jobId, ago(9))
  await look('everything')
  tasks.clear()
  // The number of the first of each Label Studio.
  state.known = { projectId: 1, createdAt: ago(1) }
  state.there = state.known

  await look('everything')

  expect(heard).toEqual([jobId])
  expect(await createAnnotations(database.get()).latest(jobId, source)).toMatchObject({
    state: 'finished',
  })
})

test('what is not in a project that is gone is not taken for deleted', async () => {
  const { tasks, annotate, look, heard, state } = setup()
  const jobId = await aJob()
  annotate(jobId, ago(9))
  await look('everything')
  tasks.clear()
  state.there = { projectId: 1, createdAt: ago(1) }

  await look('everything')

  expect(heard).toEqual([jobId])
  expect(state.lost).toBe(1)
})

test('a document of which the task of a page is gone can be asked for again', async () => {
  const { tasks, send, look } = setup()
  const reviews = createReviewRequests(database.get())
  const [lacking, whole] = [await aJob(), await aJob()]
  for (const jobId of [lacking, whole]) {
    send(jobId, ago(9))
    await reviews.ask(jobId)
    await reviews.sent(jobId, { project: ours, taskIds: [1, 2] })
  }
  await database
    .get()
    .pool.query("update review_requests set sent_at = now() - interval '9 minutes'")
  tasks.delete(2)

  await look('everything')

  expect(await reviews.ask(lacking)).toMatchObject({ status: 'pending' })
  expect(await reviews.ask(whole)).toMatchObject({ status: 'sent' })
})

test('a clock of Label Studio that was ahead for once hides nothing that comes after it', async () => {
  const { annotate, look, heard } = setup()
  const [ahead, present] = [await aJob(), await aJob()]
  annotate(ahead, ago(-60 * 24 * 365))
  await look('changes')

  annotate(present, new Date())
  await look('changes')

  expect(heard).toEqual([ahead, present])
})

test('a project too large for one look is looked through in several, and a deleted task is found', async () => {
  const { tasks, annotate, look, heard, asked, state } = setup()
  const jobIds = await Promise.all([1, 2, 3, 4, 5, 6].map(aJob))
  for (const [index, jobId] of jobIds.entries()) annotate(jobId, ago(60 - index))
  await look('everything')
  const [first = ''] = jobIds
  tasks.delete(1)
  const pages = asked.length
  state.timeIsUpAfter = pages + 2

  await look('everything')
  expect([asked.length, heard.length]).toEqual([pages + 2, 6])
  state.timeIsUpAfter = Number.POSITIVE_INFINITY
  await look('everything')

  expect(asked[pages + 2]?.slice(0, 4)).not.toBe('1970')
  expect(heard.slice(6)).toEqual([first])
  expect(await createAnnotations(database.get()).latest(first, source)).toMatchObject({
    state: 'deleted',
  })
})
