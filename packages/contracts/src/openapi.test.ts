import { expect, test } from 'vitest'
import { createOpenApi } from './openapi.ts'
import { operations } from './operations.ts'
import { problemCodes } from './problem.ts'
import { WebhookMessage } from './webhook.ts'

type Node = { [key: string]: unknown }

const document = JSON.parse(JSON.stringify(createOpenApi('1.0.0'))) as Node

/** Every object of the document with the path to it. */
function* nodes(value: unknown, path = '#'): Generator<[string, Node]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [path, value as Node]
  for (const [key, child] of Object.entries(value)) yield* nodes(child, `${path}/${key}`)
}

function resolve(reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/')
  return steps.reduce<unknown>((value, step) => (value as Node | undefined)?.[step], document)
}

const described = Object.entries(document.paths as Record<string, Node>).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method} ${path}`,
    operation: operation as Node & { responses: Record<string, Node> },
  })),
)

test('every reference leads somewhere', () => {
  const broken = [...nodes(document)].filter(
    ([, { $ref }]) => typeof $ref === 'string' && resolve($ref) === undefined,
  )

  expect(broken).toEqual([])
})

test('every operation is described once, under its own name', () => {
  const names = described.map(({ operation }) => operation.operationId)

  expect(names.toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
  expect(new Set(names).size).toBe(names.length)
})

test.each(described)('$name says what it answers, and what goes wrong', ({ operation }) => {
  const statuses = Object.keys(operation.responses)

  expect(statuses.some((status) => status.startsWith('2'))).toBe(true)
  expect(statuses).toContain('401')
  for (const response of Object.values(operation.responses))
    expect(response.description).toBeTruthy()
})

// Health is told in its own words even when it is bad.
const withProblems = described.filter(({ name }) => name !== 'get /health')

test.each(withProblems)('$name answers what goes wrong as a problem', ({ operation }) => {
  const wrong = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400)

  for (const [, { content }] of wrong)
    expect(Object.keys(content as Node)).toEqual(['application/problem+json'])
})

test.each(operations)('$id says which scope of a key it needs', ({ id, scope }) => {
  const { operation } = described.find(({ operation }) => operation.operationId === id) ?? {}
  const roles = scope === 'any-key' ? [] : [scope]
  const optional = [{ apiKey: roles }, { bearer: roles }, {}]
  const words = { none: 'no API key', 'any-key': 'any API key' }

  expect(operation?.security).toEqual(scope === 'none' ? [] : optional)
  expect(operation?.description).toContain(
    scope === 'none' || scope === 'any-key' ? words[scope] : `\`${scope}\``,
  )
})

test('every property of an answer is explained', () => {
  const { schemas } = document.components as { schemas: Record<string, Node> }
  const silent = [...nodes(schemas)].flatMap(([path, { properties }]) =>
    Object.entries((properties ?? {}) as Record<string, Node>)
      .filter(([, property]) => !property.description && !property.$ref && !property.const)
      .map(([name]) => `${path}.${name}`),
  )

  expect(silent).toEqual([])
})

test('the problems of a file that the contract promises are in the catalogue', () => {
  const promised = [
    'file-missing',
    'file-empty',
    'file-too-large',
    'unsupported-media-type',
    'file-corrupt',
    'document-encrypted',
    'too-many-pages',
    'image-too-large',
    'no-page-selected',
    'document-unreadable',
  ]

  expect(problemCodes).toEqual(expect.arrayContaining(promised))
})

const events = Object.entries(document.webhooks as Record<string, { post: Node }>)

test.each(events)('the example of %s is a message of that event', (event, { post }) => {
  const { content } = post.requestBody as { content: Record<string, { examples: Node }> }
  const examples = Object.values(content['application/json']?.examples ?? {}) as {
    value: unknown
  }[]

  expect(examples.map(({ value }) => WebhookMessage.parse(value).type)).toEqual([event])
})

const withBody = operations.flatMap(({ id, ...operation }) =>
  'json' in operation && 'examples' in operation
    ? Object.entries(operation.examples).map(([name, body]) => ({ id, name, body, operation }))
    : [],
)

test.each(withBody)('$id takes its own example $name', ({ body, operation: { json } }) => {
  expect(json.safeParse(body).error).toBeUndefined()
})
