import { expect, test } from 'vitest'
import {
  breachIn,
  type DescribedBody,
  describedOperations,
  mistakesIn,
  type Place,
} from './support/contract.ts'

type Described = { name: string; place: Place; body: DescribedBody }

const bodies: Described[] = describedOperations.flatMap((operation) => {
  const { method, path, requestBody, responses } = operation
  const root = ['paths', path, method]
  const parts = [
    { what: 'sends', at: ['requestBody'], content: requestBody?.content },
    ...Object.entries(responses).map(([status, { content }]) => ({
      what: `answers ${status}`,
      at: ['responses', status],
      content,
    })),
  ]
  return parts.flatMap(({ what, at, content = {} }) =>
    Object.entries(content).map(([mediaType, body]) => ({
      name: `${method} ${path} ${what} ${mediaType}`,
      place: [...root, ...at, 'content', mediaType, 'schema'],
      body,
    })),
  )
})

test.each(bodies)('$name by example, and as its schema says', ({ place, body }) => {
  const examples = body.examples
    ? Object.values(body.examples).map(({ value }) => value)
    : [body.example]

  const mistakes = examples.map((example) => mistakesIn(example, place))

  expect(examples.length).toBeGreaterThan(0)
  expect(mistakes).toEqual(examples.map(() => undefined))
})

const parameters = describedOperations.flatMap(({ method, path, parameters = [] }) =>
  parameters.map((parameter, index) => ({
    name: `${method} ${path} ${parameter.name}`,
    place: ['paths', path, method, 'parameters', index, 'schema'],
    schema: parameter.schema as { example?: unknown; $ref?: string },
  })),
)

test.each(parameters)('$name has an example that may be sent', ({ place, schema }) => {
  const { example } = schema

  expect(schema.$ref ?? example).toBeDefined()
  expect(example === undefined ? undefined : mistakesIn(example, place)).toBeUndefined()
})

const job = '/jobs/job_00000000000000000000000000'
const json = 'application/json'
const problem = { type: '/problems/not-found', title: 'No', status: 404, code: 'not-found' }

test.each([
  ['a status that is not documented', { path: job, status: 418, mediaType: json, body: {} }],
  ['a type that is not documented', { path: job, status: 404, mediaType: json, body: problem }],
  ['a body that lacks what is promised', { path: job, status: 200, mediaType: json, body: {} }],
  [
    'a body with what nobody promised',
    { path: '/', status: 200, mediaType: json, body: { message: '', version: '', docs: '', a: 1 } },
  ],
  ['no body where one is promised', { path: job, status: 200, mediaType: undefined }],
  ['a body where none is', { path: job, status: 304, mediaType: json, body: {} }],
  ['a refusal that is no problem', { path: '/nowhere', status: 404, mediaType: json, body: {} }],
])('%s is noticed', (_what, answer) => {
  expect(breachIn({ method: 'get', ...answer })).toMatch(`GET ${answer.path}`)
})
