import fc, { type Arbitrary } from 'fast-check'
import { contract, isValid, type Place } from './contract.ts'

type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  items?: Schema
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** What one part of a request is sent as, and whether its schema allows that. */
export type Drawn<Value> = { value: Value; isValid: boolean }

const maxLength = 300
const maxItems = 3

/** Values as a schema describes them, at and around its bounds. */
export function valuesOf(schema: Schema): Arbitrary<unknown> {
  if (schema.$ref) return valuesOf(resolve(schema.$ref))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(valuesOf))
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type })))
  switch (schema.type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return numbersOf(
        schema,
        fc.integer({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 }),
      )
    case 'number':
      return numbersOf(
        schema,
        fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true }),
      )
    case 'string':
      return textsOf(schema)
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        maxLength: Math.min(maxItems, schema.maxItems ?? maxItems),
      })
    case 'object':
      return objectsOf(schema)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function numbersOf({ minimum, maximum }: Schema, inside: Arbitrary<number>): Arbitrary<number> {
  const bounds = [minimum, maximum].filter((bound) => bound !== undefined)
  return bounds.length > 0 ? fc.oneof(inside, fc.constantFrom(...bounds)) : inside
}

function textsOf({ pattern, format, minLength = 0, maxLength: longest = maxLength }: Schema) {
  if (pattern) return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' })
  if (format === 'uri') return fc.webUrl()
  const length = { minLength, maxLength: Math.min(longest, maxLength) }
  return fc.oneof(
    fc.string({ ...length, unit: 'grapheme' }),
    fc.string({ minLength: length.maxLength, maxLength: length.maxLength }),
  )
}

function objectsOf({ properties = {}, required = [], additionalProperties }: Schema) {
  const known = fc.record(mapValues(properties, valuesOf), { requiredKeys: required as never[] })
  if (typeof additionalProperties !== 'object') return known
  return fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), valuesOf(additionalProperties), {
    maxKeys: maxItems,
  })
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}

function resolve(reference: string): Schema {
  const steps = reference.replace('#/', '').split('/')
  return steps.reduce((value, step) => value[step], contract)
}

/** Texts that were trouble for somebody: bounds, other types, other alphabets, commands. */
const nonsense = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    '0x10',
    '9007199254740993',
    '99999999999999999999',
    'NaN',
    'null',
    'true',
    'yes',
    '[]',
    '{}',
    '\0',
    '%00',
    '\r\nX-Injected: 1',
    "' or 1=1 --",
    '../../../etc/passwd',
    '$' + '{jndi:ldap://127.0.0.1/a}',
    '<script>alert(1)</script>',
    '\uFFFF\u202E',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59+23:59',
    '2026-02-30T00:00:00Z',
    'é'.repeat(300),
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.integer().map(String),
)

/** Texts for a parameter: mostly as its schema wants them, else nonsense. */
export function parameterTexts(schema: Schema, place: Place): Arbitrary<Drawn<string>> {
  const fitting = valuesOf(schema).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  )
  const texts = fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: nonsense })
  return texts.map((value) => ({ value, isValid: isText(schema, value, place) }))
}

/** A parameter is a text; its schema speaks of what the text says. */
function isText(schema: Schema, text: string, place: Place): boolean {
  const { type } = schema.$ref ? resolve(schema.$ref) : schema
  if (type === 'string') return isValid(text, place)
  if (type === 'boolean') return text === 'true' || text === 'false'
  return /^-?\d+$/.test(text) && isValid(Number(text), place)
}

/** JSON values for a body: mostly as its schema wants them, else with a part exchanged, or something else. */
export function bodies(schema: Schema, place: Place): Arbitrary<Drawn<unknown>> {
  const fitting = valuesOf(schema)
  const spoiled = fc
    .tuple(fitting, fc.nat(), fc.jsonValue({ maxDepth: 2 }))
    .map(([value, which, other]) => exchange(value, which, other))
  const values = fc.oneof(
    { weight: 3, arbitrary: fitting },
    { weight: 3, arbitrary: spoiled },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  )
  return values.map((value) => ({ value, isValid: isValid(value, place) }))
}

function exchange(value: unknown, which: number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other
  const entries = Object.entries(value)
  const [key, part] = entries[which % Math.max(1, entries.length)] ?? ['surplus', undefined]
  const exchanged = which % 3 === 0 ? other : exchange(part, which + 1, other)
  return Array.isArray(value) ? [exchanged] : { ...value, [key]: exchanged }
}
