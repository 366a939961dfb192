import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves once the condition holds. The limit is for a condition that never will. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 240_000,
): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Still not so after ${limitMs / 1000} s: ${what}`)
    await sleep(50)
  }
}
