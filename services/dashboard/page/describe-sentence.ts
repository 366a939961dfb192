import type { Format } from './format.ts'
import type { Messages } from './messages/fr/fr.ts'

/**
 * A sentence of the platform in the language of the person, its numbers, times and the labels in it too. Undefined when it is not known
 * there: then it is left in English.
 */
export function describeSentence(
  sentence: string,
  text: Messages,
  format: Pick<Format, 'value' | 'number' | 'dateTime'>,
): string | undefined {
  for (const [pattern, words] of text.sentences) {
    const found = pattern.exec(sentence)
    if (found)
      return words.replaceAll(/\$(\d)/g, (_all, place) => written(found[Number(place)] ?? ''))
  }
  return undefined

  function written(part: string): string {
    const label = Object.entries(text.fields).find(([name]) => name === part)
    if (label) return label[1]
    if (/^\d{4}-\d\d-\d\dT/.test(part)) return format.dateTime(part)
    return /^-?\d+\.\d$/.test(part) ? format.number(Number(part)) : format.value(part)
  }
}
