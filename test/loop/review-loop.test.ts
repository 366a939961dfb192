import type { Job } from '@invoice-ml/contracts'
import { WebhookWithSecret } from '@invoice-ml/contracts'
import { freePort } from '@invoice-ml/testing/ports'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { createErpStub, type ErpStub, webhooksToHere } from '../support/erp-stub.ts'
import { textInvoice } from '../support/invoices.ts'
import type { Task } from '../support/label-studio/records.ts'
import { calm, type LabelStudioDouble, startLabelStudio } from '../support/label-studio.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { until } from '../support/wait.ts'

// Processes are killed and come back, leases end, the clock asks again.
const patience = { timeout: 300_000 }

let studio: LabelStudioDouble
let run: TestPlatform
let erp: ErpStub

beforeAll(async () => {
  const feedbackPort = await freePort()
  studio = await startLabelStudio()
  run = await startTestPlatform({
    more: ['feedback'],
    env: {
      ...webhooksToHere,
      LABEL_STUDIO_URL: studio.url,
      LABEL_STUDIO_TOKEN: studio.tokens.personal,
      FEEDBACK_PORT: `${feedbackPort}`,
      // Every document is one that a person should see.
      INVOICE_API__CONFIDENCE_THRESHOLD: '1',
    },
  })
  erp = createErpStub(await freePort())
  await erp.listen()
  const hook = { url: erp.url, events: ['extraction.corrected'] }
  const { data } = await run.client.http.post('/webhooks', hook)
  erp.useSecret(WebhookWithSecret.parse(data).secret)
})

afterAll(async () => {
  await run?.stop()
  await erp?.stop()
  await studio?.stop()
})

beforeEach(() => {
  Object.assign(studio.mood, calm)
})

async function sentForReview(seed: number): Promise<{ job: Job; task: Task }> {
  const job = await extractToTheEnd(run.client, await textInvoice(seed))
  return { job, task: await taskOf(job) }
}

async function taskOf({ job_id }: Job): Promise<Task> {
  await until('it is there', () => studio.tasksOf(job_id).length > 0)
  const [task] = studio.tasksOf(job_id)
  if (!task) throw new Error('it was there')
  return task
}

/** The pre-annotation with another text for a label. */
function retyped(task: Task, label: string, text: string): unknown[] {
  const result = (task.predictions[0]?.result ?? []) as { id: string; value: object }[]
  return result.map((item) =>
    item.id.startsWith(`${label}-`) && 'text' in item.value
      ? { ...item, value: { ...item.value, text: [text] } }
      : item,
  )
}

async function fieldOf({ job_id }: Job, label: string) {
  const job = await run.client.readJob(job_id)
  return job.result?.fields.find((field) => field.label === label)
}

const correctedOf = ({ job_id }: Job) =>
  [...erp.events.values()].filter(({ data }) => data.job_id === job_id)

test('an uncertain document becomes a task with its boxes and texts, on an image that can be opened', async () => {
  const { job, task } = await sentForReview(7_001)

  const drawn = job.result?.fields.filter(({ bbox }) => bbox !== undefined) ?? []
  const { result = [], model_version } = task.predictions[0] ?? {}
  const image = await fetch(`${studio.url}${task.data.image}`, {
    headers: { Authorization: `Token ${studio.tokens.legacy}` },
  })
  expect(drawn.length).toBeGreaterThan(5)
  expect(result).toHaveLength(2 * drawn.length)
  expect(model_version).toBe(job.result?.model_version)
  expect(image.headers.get('content-type')).toBe('image/jpeg')
  expect(studio.tasksOf(job.job_id)).toHaveLength(1)
})

test('what a person finds corrects the job, tells the ERP, and counts for the next training', async () => {
  const { job, task } = await sentForReview(7_011)

  await studio.person.submit(task, retyped(task, 'numero_facture', 'F-PERSON-1'))

  await until('the ERP is told', () => correctedOf(job).length > 0)
  const { data: stats } = await run.client.http.get('/stats')
  expect(await fieldOf(job, 'numero_facture')).toMatchObject({
    value: 'F-PERSON-1',
    source: 'correction',
    page: 1,
  })
  expect((await run.client.readJob(job.job_id)).result?.needs_review).toBe(false)
  expect(stats.annotations_since_last_training).toBe(1)
})

test('an annotation arrives though its webhook is lost, and an update of it as well', async () => {
  const { job, task } = await sentForReview(7_021)
  studio.mood.losesWebhooks = true

  const id = await studio.person.submit(task, retyped(task, 'numero_facture', 'F-LOST-1'))
  await until(
    'it has arrived',
    async () => (await fieldOf(job, 'numero_facture'))?.value === 'F-LOST-1',
  )
  await studio.person.update(id, { result: retyped(task, 'numero_facture', 'F-LOST-2') })

  await until(
    'so has the update',
    async () => (await fieldOf(job, 'numero_facture'))?.value === 'F-LOST-2',
  )
})

test('while Label Studio is away documents are read as ever, and go there once when it is back', async () => {
  studio.mood.isDown = true
  const jobs = [
    await extractToTheEnd(run.client, await textInvoice(7_031)),
    await extractToTheEnd(run.client, await textInvoice(7_032)),
  ]

  studio.mood.isDown = false

  await Promise.all(jobs.map(taskOf))
  expect(jobs.map(({ job_id }) => studio.tasksOf(job_id).length)).toEqual([1, 1])
})

test('a Label Studio that answers nothing keeps no document waiting, and loses none', async () => {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  studio.mood.heldUntil = promise

  const jobs = await Promise.all(
    [7_101, 7_102, 7_103].map(async (seed) => extractToTheEnd(run.client, await textInvoice(seed))),
  )

  expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
  expect(jobs.flatMap(({ job_id }) => studio.tasksOf(job_id))).toEqual([])
  release()
  await Promise.all(jobs.map(taskOf))
  expect(jobs.map(({ job_id }) => studio.tasksOf(job_id).length)).toEqual([1, 1, 1])
})

test('an import whose answer is lost is not done twice', async () => {
  studio.mood.lostAnswers = 1

  const { job } = await sentForReview(7_041)

  await until('it is known', async () => (await reviewOf(job)).status === 'sent')
  expect(studio.tasksOf(job.job_id)).toHaveLength(1)
})

async function reviewOf({ job_id }: Job): Promise<{ status: string; task_ids: number[] }> {
  const { data } = await run.client.http.post(`/jobs/${job_id}/review`)
  return data
}

test(
  'a feedback that is killed in the middle doubles nothing and loses nothing',
  patience,
  async () => {
    studio.mood.slowMs = 300
    const jobs = await Promise.all(
      [7_051, 7_052, 7_053].map(async (seed) =>
        extractToTheEnd(run.client, await textInvoice(seed)),
      ),
    )
    await until('the first is there', () =>
      jobs.some(({ job_id }) => studio.tasksOf(job_id).length > 0),
    )

    run.platform.kill('feedback', 'SIGKILL')
    const tasks = await Promise.all(jobs.map(taskOf))
    for (const task of tasks)
      await studio.person.submit(task, retyped(task, 'numero_facture', 'F-KILLED'))
    run.platform.kill('feedback', 'SIGKILL')

    await until('all are sent', async () =>
      (await Promise.all(jobs.map(reviewOf))).every(({ status }) => status === 'sent'),
    )
    await until('all are corrected', () => jobs.every((job) => correctedOf(job).length > 0))
    expect(jobs.map(({ job_id }) => studio.tasksOf(job_id).length)).toEqual([1, 1, 1])
    expect(jobs.map((job) => correctedOf(job).length)).toEqual([1, 1, 1])
  },
)

test(
  'an annotation that is skipped or deleted no longer counts, and one made anew does',
  patience,
  async () => {
    const counted = async () =>
      (await run.client.http.get('/stats')).data.annotations_since_last_training
    const { job, task } = await sentForReview(7_071)
    const before = await counted()
    const id = await studio.person.submit(task)
    await until('it counts', async () => (await counted()) === before + 1)

    await studio.person.update(id, { was_cancelled: true })
    await until('a skipped one does not', async () => (await counted()) === before)
    await studio.person.remove(id)
    await studio.person.saveDraft(task, [])
    await studio.person.submit(task, retyped(task, 'numero_facture', 'F-ANEW'))
    await until('the new one counts', async () => (await counted()) === before + 1)
    await studio.person.removeTask(task)

    await until('with its task it is gone', async () => (await counted()) === before)
    expect(await fieldOf(job, 'numero_facture')).toMatchObject({ value: 'F-ANEW' })
  },
)

test(
  'what somebody has changed of the project is put right when feedback starts',
  patience,
  async () => {
    const [project] = studio.records.projects.values()
    const [hook] = studio.records.webhooks.values()
    if (!project || !hook) throw new Error('they are there since the start')
    const interfaceBefore = project.label_config
    Object.assign(project, { label_config: '<View></View>', show_collab_predictions: false })
    Object.assign(hook, { actions: [], is_active: false })
    studio.records.webhooks.set(9_999, { ...hook, id: 9_999 })
    // As after a promotion: annotators see the predictions of the former model.
    project.model_version = 'former_model'

    run.platform.kill('feedback', 'SIGKILL')

    await until('it is right again', () => hook.actions.length === 5 && hook.is_active)
    const { job } = await sentForReview(7_081)
    await until('the new model is shown', () => project.model_version !== 'former_model')
    expect(project).toMatchObject({ label_config: interfaceBefore, show_collab_predictions: true })
    expect(project.model_version).toBe(job.result?.model_version)
    expect(studio.records.webhooks.size).toBe(1)
    expect(studio.records.projects.size).toBe(1)
  },
)

test('an access token that no longer counts is renewed', async () => {
  const before = studio.tokens.refreshes
  studio.tokens.endAccesses()

  await sentForReview(7_091)

  expect(studio.tokens.refreshes).toBeGreaterThan(before)
})

test('an erased document has no task in Label Studio any more, and its image is not listed there', async () => {
  const { job } = await sentForReview(7_061)
  await until('it is known', async () => (await reviewOf(job)).status === 'sent')

  await run.client.deleteJob(job.job_id)

  const imagesOf = () =>
    [...studio.records.uploads.values()].filter(({ file }) => file.includes(job.job_id))
  await until('it is gone', () => studio.tasksOf(job.job_id).length + imagesOf().length === 0)
})
