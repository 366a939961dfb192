import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LabelStudioDouble, startLabelStudio } from './support/label-studio.ts'

type Recording = {
  request: {
    method: string
    path: string
    query?: Record<string, string | number>
    headers: Record<string, string>
    body?: unknown
  }
  response: { status: number; body: unknown }
}

const folder = join(import.meta.dirname, 'fixtures', 'label-studio')
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

let studio: LabelStudioDouble
let access: string
/** Identifiers of the recording, and those that stand for them here. */
let places: [RegExp, string][]

beforeAll(async () => {
  studio = await startLabelStudio()
  access = studio.tokens.refresh(studio.tokens.personal).access
  const project = await ask('POST', '/api/projects/', { title: 'Invoices to review' })
  const hook = { project, url: 'http://127.0.0.1:9/webhooks', actions: ['ANNOTATION_CREATED'] }
  const webhook = await ask('POST', '/api/webhooks/', hook)
  const prediction = { model_version: 'detector-1.0.0', score: 0.6, result: [] }
  const data = { image: 'data:', documentId: 'doc_0001', job_id: 'job_1' }
  await ask('POST', `/api/projects/${project}/import`, [{ data, predictions: [prediction] }])
  const [task] = studio.tasksOf('job_1')
  places = [
    [/\/projects\/1(?=\/|$)/, `/projects/${project}`],
    [/\/webhooks\/1(?=\/|$)/, `/webhooks/${webhook}`],
    [/\/tasks\/2(?=\/|$)/, `/tasks/${task?.id}`],
  ]
})

afterAll(() => studio.stop())

async function ask(method: string, path: string, body: unknown): Promise<number> {
  const response = await fetch(`${studio.url}${path}`, {
    method,
    headers: { Authorization: `Token ${studio.tokens.legacy}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { id } = (await response.json()) as { id: number }
  return id
}

async function replay({ request }: Recording): Promise<{ status: number; body: unknown }> {
  const { method, headers, query = {}, body } = request
  const project = [...studio.records.projects.keys()][0] ?? 0
  const path = places.reduce((text, [from, to]) => text.replace(from, to), request.path)
  const url = new URL(`${studio.url}${path}`)
  for (const [name, value] of Object.entries(query))
    url.searchParams.set(name, name === 'project' ? `${project}` : `${value}`)
  const response = await fetch(url, {
    method,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, secret(text)]),
    ),
    ...(body === undefined
      ? {}
      : { body: secret(JSON.stringify(body)).replace('"project":1,', `"project":${project},`) }),
  })
  return { status: response.status, body: await response.json() }
}

/** What the recording does not tell. */
function secret(text: string): string {
  return text
    .replace('<legacy-token>', studio.tokens.legacy)
    .replace('<personal-access-token>', studio.tokens.personal)
    .replace('<access-token>', access)
}

/** Where an answer has what the recorded one had not, or of another type. */
function differences(answer: unknown, recorded: unknown, path = ''): string[] {
  if (answer === null || recorded === null) return []
  if (Array.isArray(answer) && Array.isArray(recorded))
    return answer.slice(0, 1).flatMap((item) => differences(item, recorded[0] ?? null, `${path}[]`))
  if (isRecord(answer) && isRecord(recorded))
    return Object.keys(answer).flatMap((key) =>
      key in recorded
        ? differences(answer[key], recorded[key], `${path}.${key}`)
        : [`${path}.${key} is not recorded`],
    )
  return typeof answer === typeof recorded && Array.isArray(answer) === Array.isArray(recorded)
    ? []
    : [`${path} is ${typeof answer} and not ${typeof recorded}`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

test.each(names)('the double answers %s as the recorded one did', async (name) => {
  const recording: Recording = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const { status, body } = recording.response
  if (name.includes('legacy-token-disabled')) studio.tokens.isLegacyOn = false

  const answer = await replay(recording)
  studio.tokens.isLegacyOn = true

  expect(answer.status).toBe(status)
  // What a request says of itself stays with it: only its free keys differ.
  expect(differences(withoutData(answer.body), withoutData(body))).toEqual([])
  if (status >= 400 && isRecord(body)) expect(answer.body).toMatchObject({ detail: body.detail })
})

/** Of tasks, the keys are the client's. */
function withoutData(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === 'data' ? undefined : value)))
}
