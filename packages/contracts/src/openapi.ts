import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi'
import { exampleOf, type JsonSchema } from './example-of.ts'
import type { Operation, Success } from './operation.ts'
import { webhookExample } from './operations/examples.ts'
import { operations } from './operations.ts'
import { Problem, type ProblemCode, problems } from './problem.ts'
import { DeliveredEventType, WebhookMessage } from './webhook.ts'

/** The OpenAPI 3.1 document of the public API, from the same values that serve it. */
export function createOpenApi(version: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const operation of operations as Operation[]) {
    const entry = paths[operation.path] ?? {}
    entry[operation.method] = describe(operation)
    paths[operation.path] = entry
  }
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Invoice ML System API',
      version,
      description:
        'Reads invoices. Errors are problems after RFC 9457; the address in `type` says what to do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'documents', description: 'Reading documents' },
      { name: 'webhooks', description: 'Being told what happens' },
      { name: 'keys', description: 'Who may do what' },
      { name: 'operating', description: 'Operating the platform' },
      { name: 'reference', description: 'What this is' },
    ],
    paths,
    webhooks: describeWebhooks(),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'As long as no key exists, the machine itself is served without one',
        },
        bearer: { type: 'http', scheme: 'bearer', description: 'The same key, as a bearer token' },
      },
    },
  })
  addExamples(document, (document.components?.schemas ?? {}) as Record<string, JsonSchema>)
  return document
}

/** Every body that has none gets the example that its schema makes up. */
function addExamples(part: unknown, schemas: Record<string, JsonSchema>): void {
  if (typeof part !== 'object' || part === null) return
  if ('content' in part)
    for (const body of Object.values(part.content as Record<string, JsonSchema>))
      if (!body.examples && body.schema)
        body.example = exampleOf(body.schema as JsonSchema, schemas)
  for (const [key, child] of Object.entries(part))
    if (key !== 'schema' && key !== 'schemas') addExamples(child, schemas)
}

/** What the platform itself sends, and how it wants to be answered. */
function describeWebhooks(): Record<string, { post: ZodOpenApiOperationObject }> {
  const header = (description: string, example: string) => z.string().meta({ description, example })
  const headers = z.object({
    'webhook-id': header(
      'The same whenever this event is sent again',
      'msg_0191f3a25b6c4d7e8f90a1b2c3d4e5f6',
    ),
    'webhook-timestamp': header('When it was sent, in seconds since 1970', '1768473000'),
    'webhook-signature': header('One or two signatures, separated by a space', 'v1,K5oZfzN9…'),
  })
  const entries = DeliveredEventType.options.map((event) => [
    event,
    {
      post: {
        operationId: `receive.${event}`,
        summary:
          event === 'webhook.test'
            ? 'Sent once, when somebody tests an endpoint'
            : `Sent to every endpoint that wants ${event}`,
        tags: ['webhooks'],
        security: [],
        requestParams: { header: headers },
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: WebhookMessage,
              ...named({ [event]: webhookExample(event) }),
            },
          },
        },
        responses: {
          '2XX': { description: 'Received: it is not sent again' },
          '410': { description: 'Nothing more is wanted: the endpoint is stopped' },
          default: { description: 'Not received: it is sent again later' },
        },
      },
    },
  ])
  return Object.fromEntries(entries)
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { params, query, headers, form, files, json, examples } = operation
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: describeInFull(operation),
    tags: [operation.tag],
    security: securityOf(operation),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(form ? { requestBody: describeUpload(form, files) } : {}),
    ...(json
      ? {
          requestBody: {
            required: !json.safeParse(undefined).success,
            content: { 'application/json': { schema: json, ...named(examples) } },
          },
        }
      : {}),
    responses: { ...describeSuccess(operation.success), ...describeProblems(operation.problems) },
  }
}

function describeInFull({ description, scope }: Operation): string {
  const needs = needsOf(scope)
  return description === undefined ? needs : `${description}\n\n${needs}`
}

function needsOf(scope: Operation['scope']): string {
  if (scope === 'none') return 'Needs no API key.'
  return scope === 'any-key' ? 'Needs any API key.' : `Needs an API key with scope \`${scope}\`.`
}

/** Either header holds the key; none is needed while no key exists. OpenAPI 3.1 lets schemes name roles. */
function securityOf({ scope }: Operation): Record<string, string[]>[] {
  if (scope === 'none') return []
  const roles = scope === 'any-key' ? [] : [scope]
  return [{ apiKey: roles }, { bearer: roles }, {}]
}

function describeUpload(form: z.ZodObject, files: Operation['files']) {
  const file = z.string().meta({
    description: 'The document',
    contentMediaType: 'application/octet-stream',
    format: 'binary',
    example: '…',
  })
  const many = z.array(file).meta({ description: 'The documents, or one ZIP of them' })
  const schema = files === 'many' ? form.extend({ files: many }) : form.extend({ file })
  return { required: true, content: { 'multipart/form-data': { schema } } }
}

function describeSuccess(success: Record<number, Success>) {
  const entries = Object.entries(success).map(([status, answer]) => [
    status,
    describeAnswer(answer),
  ])
  return Object.fromEntries(entries)
}

function describeAnswer({
  description,
  body,
  mediaType = 'application/json',
  contents = body ? { [mediaType]: body } : undefined,
  examples,
  headers,
}: Success): ZodOpenApiResponseObject {
  const described = Object.entries(headers ?? {}).map(([name, meaning]) => [
    name,
    { description: meaning, schema: { type: 'string' as const } },
  ])
  return {
    description,
    ...(contents ? { content: describeContents(contents, examples) } : {}),
    ...(headers ? { headers: Object.fromEntries(described) } : {}),
  }
}

function describeContents(
  contents: Record<string, z.ZodType>,
  examples: Record<string, unknown> | undefined,
) {
  const entries = Object.entries(contents).map(([mediaType, schema]) => [
    mediaType,
    { schema, ...named(examples) },
  ])
  return Object.fromEntries(entries)
}

function named(examples: Record<string, unknown> | undefined) {
  if (!examples) return {}
  const entries = Object.entries(examples).map(([name, value]) => [name, { value }])
  return { examples: Object.fromEntries(entries) }
}

/** Problems of one status share a response; each is an example of it. */
function describeProblems(codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  const entries = [...byStatus].map(([status, group]) => {
    const examples = group.map((code) => {
      const { title } = problems[code]
      return [code, { summary: title, value: { type: `/problems/${code}`, title, status, code } }]
    })
    return [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
        content: {
          'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) },
        },
      },
    ]
  })
  return Object.fromEntries(entries)
}
