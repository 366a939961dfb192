import type { Messages } from './messages/fr/fr.ts'

/** What a failed check means: the words of its own, or of its family. Its identifier when there are none. */
export function describeCheck(id: string, { checks }: Messages): string {
  const family = Object.keys(checks).find((prefix) => id.startsWith(prefix))
  return family === undefined ? id : (checks[family] ?? id)
}
