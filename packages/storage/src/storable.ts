/**
 * A copy whose texts PostgreSQL can hold: documents may contain NUL characters and halves of surrogate pairs, and it
 * refuses both.
 */
export function storable<Value>(value: Value): Value {
  // What goes through JSON keeps its shape as long as it holds JSON values only, as rows do.
  const text = JSON.stringify(value)
  // JSON writes the two in this way and in no other; hardly any document has them.
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return value
  return JSON.parse(text, (_key, part: unknown) => cleaned(part)) as Value
}

function cleaned(part: unknown): unknown {
  if (typeof part === 'string') return storableText(part)
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [storableText(key), value]))
}

/** A text that PostgreSQL can hold. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
