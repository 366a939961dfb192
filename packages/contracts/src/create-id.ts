// Without a schema: a web page makes identifiers as well, and need not load any for it.

/** Digits of an identifier, after Crockford. */
export const idAlphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new identifier: prefix, underscore, 26 characters of Crockford's base 32. The first ten are the time in
 * milliseconds, so identifiers sort by age; the other sixteen are 80 random bits (the ULID layout).
 */
export function createId(prefix: string, nowMs: number = Date.now()): string {
  let time = ''
  for (let rest = nowMs, i = 0; i < 10; i++) {
    time = idAlphabet[rest % 32] + time
    rest = Math.floor(rest / 32)
  }
  const random = crypto.getRandomValues(new Uint8Array(16))
  const noise = Array.from(random, (byte) => idAlphabet[byte % 32]).join('')
  return `${prefix}_${time}${noise}`
}
