import fc, { type Arbitrary } from 'fast-check'
import type { DescribedOperation, Place } from './contract.ts'
import { bodies, type Drawn, parameterTexts } from './schema-values.ts'

/** A request as an operation describes it, or nearly so. */
export type DrawnRequest = {
  method: string
  /** With its query. */
  url: string
  headers: Record<string, string>
  body: string | FormData | undefined
  /** Whether every part of it is as described. */
  isValid: boolean
}

type Texts = Record<string, Drawn<string> | undefined>

/** Requests to an operation. Path parameters of a name in `known` are mostly that value. */
export function requestsTo(
  operation: DescribedOperation,
  known: Record<string, string>,
): Arbitrary<DrawnRequest> {
  const parts = {
    path: textsIn(operation, 'path', known),
    query: textsIn(operation, 'query', {}),
    header: textsIn(operation, 'header', {}),
    body: bodiesOf(operation),
  }
  return fc.record(parts).map(({ path, query, header, body }) => ({
    method: operation.method.toUpperCase(),
    url: urlOf(operation.path, path, query),
    headers: { ...values(header), ...body.headers },
    body: body.value,
    isValid: body.isValid && [path, query, header].every(areValid),
  }))
}

function textsIn(
  { path, method, parameters = [] }: DescribedOperation,
  where: 'path' | 'query' | 'header',
  known: Record<string, string>,
): Arbitrary<Texts> {
  const entries = parameters.flatMap((parameter, index) => {
    if (parameter.in !== where) return []
    const { name, required, schema } = parameter
    const place: Place = ['paths', path, method, 'parameters', index, 'schema']
    const drawn = parameterTexts(schema, place).filter(({ value }) => canBeSent(where, value))
    const fixed = known[name]
    const texts =
      fixed === undefined ? drawn : fc.oneof(fc.constant({ value: fixed, isValid: true }), drawn)
    return [[name, required ? texts : fc.option(texts, { nil: undefined })] as const]
  })
  return fc.record(Object.fromEntries(entries))
}

/** A client would change or refuse the others before they are sent. */
function canBeSent(where: 'path' | 'query' | 'header', value: string): boolean {
  if (where === 'path') return !/^(\.{0,2}|.{1000,})$/s.test(value) && value.isWellFormed()
  if (where === 'query') return value.isWellFormed()
  return /^[!-~]([ -~]*[!-~])?$/.test(value)
}

function urlOf(template: string, path: Texts, query: Texts): string {
  const address = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(path[name]?.value ?? ''),
  )
  const search = new URLSearchParams(values(query))
  return search.size > 0 ? `${address}?${search}` : address
}

function values(texts: Texts): Record<string, string> {
  const entries = Object.entries(texts).flatMap(([name, text]) =>
    text ? [[name, text.value]] : [],
  )
  return Object.fromEntries(entries)
}

function areValid(texts: Texts): boolean {
  return Object.values(texts).every((text) => text?.isValid ?? true)
}

type DrawnBody = Drawn<string | FormData | undefined> & { headers: Record<string, string> }

function bodiesOf({ method, path, requestBody }: DescribedOperation): Arbitrary<DrawnBody> {
  const [[mediaType, { schema }] = ['', { schema: {} }]] = Object.entries(
    requestBody?.content ?? {},
  )
  if (!mediaType) return fc.constant({ value: undefined, isValid: true, headers: {} })
  const place: Place = ['paths', path, method, 'requestBody', 'content', mediaType, 'schema']
  if (mediaType === 'multipart/form-data')
    return bodies(schema, place).map(({ value }) => ({
      value: formOf(value),
      // What a file holds is not for its schema to say.
      isValid: false,
      headers: {},
    }))
  const headers = { 'Content-Type': mediaType }
  const broken = fc.constant({ value: '{"', isValid: false, headers })
  const whole = bodies(schema, place).map((drawn) => ({
    ...drawn,
    value: JSON.stringify(drawn.value),
    headers,
  }))
  return fc.oneof({ weight: 9, arbitrary: whole }, { weight: 1, arbitrary: broken })
}

function formOf(value: unknown): FormData {
  const form = new FormData()
  for (const [name, part] of Object.entries(value ?? {})) {
    const text = typeof part === 'string' ? part : JSON.stringify(part)
    // A few of the files begin as a PDF does.
    if (name === 'file')
      form.append(
        name,
        new Blob([text.length % 2 ? '%PDF-1.7\n' : '', text]),
        `${text.slice(0, 40)}.pdf`,
      )
    else form.append(name, text)
  }
  return form
}
