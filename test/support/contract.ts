import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { AxiosResponse } from 'axios'

/** Where a schema or an example stands in the document, as the steps to it. */
export type Place = (string | number)[]

export type DescribedOperation = {
  method: string
  /** As described, with parameters in braces. */
  path: string
  parameters?: {
    in: 'path' | 'query' | 'header'
    name: string
    required?: boolean
    schema: object
  }[]
  requestBody?: { content: Record<string, DescribedBody> }
  responses: Record<string, { content?: Record<string, DescribedBody> }>
}

export type DescribedBody = {
  schema: object
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

/** What a platform has answered. `body` is left out where it is not to be looked at, as of a stream. */
export type Answer = {
  method: string
  /** Without its query. */
  path: string
  status: number
  mediaType: string | undefined
  body?: unknown
}

const file = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json')
/** The contract as it is published. */
export const contract = JSON.parse(readFileSync(file, 'utf8'))

/** Every operation of the contract. */
export const describedOperations: DescribedOperation[] = Object.entries<object>(
  contract.paths,
).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ ...operation, method, path })),
)

const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
addFormats.default(ajv)
ajv.addSchema(contract, 'contract')
const validators = new Map<string, ValidateFunction>()

/** Whether the schema at this place of the contract allows a value. */
export function isValid(value: unknown, place: Place): boolean {
  return mistakesIn(value, place) === undefined
}

/** What is wrong with a value by the schema at this place of the contract; undefined when nothing is. */
export function mistakesIn(value: unknown, place: Place): string | undefined {
  const pointer = place.map((step) => encodeURIComponent(escapeStep(`${step}`))).join('/')
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `contract#/${pointer}` })
  validators.set(pointer, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}

/** What an answer is compared with the contract by. */
export function answerOf({ config, status, headers, data }: AxiosResponse): Answer {
  const { method = 'get', url = '/', responseType } = config
  const [path = '/'] = url.split('?')
  const [type] = `${headers['content-type'] ?? ''}`.split(';')
  const answer = { method, path, status, mediaType: type || undefined }
  if (responseType === 'stream' || !type) return answer
  if (!Buffer.isBuffer(data)) return { ...answer, body: data }
  return { ...answer, body: /[/+]json$/.test(type) ? JSON.parse(`${data}`) : '' }
}

/** What in an answer is not as the contract says; undefined when all is. */
export function breachIn({ method, path, status, mediaType, body }: Answer): string | undefined {
  const what = `${method.toUpperCase()} ${path}: ${status} ${mediaType ?? 'without a body'}`
  const operation = operationAt(method, path)
  // What is no operation is served as a page, or refused as everything is.
  if (!operation && status < 400) return undefined
  const response = operation ? operation.responses[status] : anyProblem
  if (!response) return `${what} is not a documented status`
  if (!response.content) return mediaType ? `${what} should have no body` : undefined
  if (!mediaType || !(mediaType in response.content)) return `${what} is not a documented type`
  if (body === undefined) return undefined
  const place = operation
    ? [
        'paths',
        operation.path,
        operation.method,
        'responses',
        status,
        'content',
        mediaType,
        'schema',
      ]
    : ['components', 'schemas', 'Problem']
  const mistakes = mistakesIn(body, place)
  return mistakes && `${what}: ${mistakes}`
}

const anyProblem = { content: { 'application/problem+json': {} } }

function operationAt(method: string, path: string): DescribedOperation | undefined {
  return describedOperations.find(
    (operation) => operation.method === method.toLowerCase() && matches(operation.path, path),
  )
}

function matches(template: string, path: string): boolean {
  const [expected, actual] = [template.split('/'), path.split('/')]
  return (
    expected.length === actual.length &&
    expected.every((part, index) => part.startsWith('{') || part === actual[index])
  )
}

/** A step of a JSON pointer. */
function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}
