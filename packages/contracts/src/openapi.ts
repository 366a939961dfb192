import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi'
import { exampleOf, type JsonSchema } from './example-of.ts'
import type { Operation, Success } from './operation.ts'
import { operations } from './operations.ts'
import { Problem, type ProblemCode, problems } from './problem.ts'

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
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' } },
    },
    security: [{ apiKey: [] }, {}],
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

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { params, query, headers, form, json, examples } = operation
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    tags: [operation.tag],
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(form ? { requestBody: describeUpload(form) } : {}),
    ...(json
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: json, ...named(examples) } },
          },
        }
      : {}),
    responses: { ...describeSuccess(operation.success), ...describeProblems(operation.problems) },
  }
}

function describeUpload(form: z.ZodObject) {
  const file = z.string().meta({
    description: 'The document',
    contentMediaType: 'application/octet-stream',
    format: 'binary',
    example: '…',
  })
  return {
    required: true,
    content: {
      'multipart/form-data': { schema: form.omit({ callback_url: true }).extend({ file }) },
    },
  }
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
  mediaType,
  examples,
  headers,
}: Success): ZodOpenApiResponseObject {
  const described = Object.entries(headers ?? {}).map(([name, meaning]) => [
    name,
    { description: meaning, schema: { type: 'string' as const } },
  ])
  return {
    description,
    ...(body
      ? { content: { [mediaType ?? 'application/json']: { schema: body, ...named(examples) } } }
      : {}),
    ...(headers ? { headers: Object.fromEntries(described) } : {}),
  }
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
