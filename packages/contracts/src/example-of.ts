/** A schema of an OpenAPI document. */
export type JsonSchema = { [key: string]: unknown }

/**
 * The value that the examples of a schema's parts make up; undefined when a part has none.
 *
 * @param schemas what `#/components/schemas/…` refers to
 */
export function exampleOf(schema: JsonSchema, schemas: Record<string, JsonSchema>): unknown {
  const { $ref, example, items, properties, anyOf, oneOf } = schema
  if (typeof $ref === 'string') {
    const target = schemas[$ref.replace('#/components/schemas/', '')]
    return target && exampleOf(target, schemas)
  }
  if (example !== undefined) return example
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  // A schema holds schemas at these keys.
  const [choice] = (anyOf ?? oneOf ?? []) as JsonSchema[]
  if (choice) return exampleOf(choice, schemas)
  if (items) return [exampleOf(items as JsonSchema, schemas)]
  if (!properties) return undefined
  const entries = Object.entries(properties as Record<string, JsonSchema>)
  return Object.fromEntries(entries.map(([name, part]) => [name, exampleOf(part, schemas)]))
}
