import type { SupplierLesson } from '@invoice-ml/contracts'
import type { Row } from '../lines.ts'
import { likeness, lookOf } from './look.ts'
import { keysIn } from './supplier-keys.ts'

// A supplier with a number of its own may have several forms; a name alone may belong to several suppliers.
const leastLikeness = { identified: 0.35, named: 0.55 } as const

/** The lesson whose document looks most like this one, of those whose keys are on its pages. */
export function chooseLesson(rows: Row[], lessons: SupplierLesson[]): SupplierLesson | undefined {
  if (lessons.length === 0) return undefined
  const look = lookOf(rows)
  const present = new Set(keysIn(rows))
  const scored = lessons.flatMap((lesson) => {
    const shared = lesson.keys.filter((key) => present.has(key))
    if (shared.length === 0) return []
    const isIdentified = shared.some((key) => !key.startsWith('name:'))
    const score = likeness(look, lesson.look)
    return score >= leastLikeness[isIdentified ? 'identified' : 'named'] ? [{ lesson, score }] : []
  })
  return scored.sort((a, b) => b.score - a.score)[0]?.lesson
}
