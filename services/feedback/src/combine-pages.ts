import { createHash } from 'node:crypto'
import type { FieldLabel } from '@invoice-ml/contracts'
import type { AnnotationPart } from '@invoice-ml/storage'
import type { PlacedRegion } from './compare-with-reading.ts'
import { isLater } from './label-studio/is-later.ts'
import { readRegions, type Trouble } from './label-studio/mapping.ts'
import type { Annotation, Task } from './label-studio/shapes.ts'
import { areWhole, pageOf } from './page-tasks.ts'

type Spoken = {
  parts: AnnotationPart[]
  /** Of state and regions: the same digest, the same said. */
  digest: string
  annotatedAt: Date
  /** Who was the last, by the number that Label Studio gives. */
  by: number | undefined
}

/** What the tasks of a document's pages say together. */
export type DocumentAnnotation =
  /** A page has nothing yet, or nothing any more, not even a task. */
  | { state: 'open' }
  | ({ state: 'skipped' } & Spoken)
  | ({ state: 'finished' } & Spoken & {
        regions: PlacedRegion[]
        /** Labels that had a box on the screen. */
        shown: Set<FieldLabel>
        /** Labels that have a box, as far as they are known. */
        labels: FieldLabel[]
        troubles: Trouble[]
      })

type Chosen = { page: number; task: Task; annotation: Annotation }

/**
 * The annotation of a document: of each page the newest that is submitted, or else skipped. Drafts are no annotations. A
 * document of which a page was skipped is skipped.
 *
 * @param known how many pages were sent, as far as that was noted
 */
export function combinePages(tasks: Task[], known = 0): DocumentAnnotation {
  const pages = Map.groupBy(tasks, pageOf)
  pages.delete(undefined)
  const chosen = [...pages].flatMap(([page = 0, same]) => choose(page, same) ?? [])
  if (chosen.length < pages.size || !areWhole(tasks, known)) return { state: 'open' }
  chosen.sort((a, b) => a.page - b.page)
  const newest = chosen.reduce((a, b) => (isNewer(b.annotation, a.annotation) ? b : a)).annotation
  const common = {
    parts: chosen.map(({ annotation: { id, created_at } }) => ({ id, created_at })),
    annotatedAt: new Date(newest.updated_at),
    by: newest.completed_by ?? undefined,
  }
  if (chosen.some(({ annotation }) => annotation.was_cancelled))
    return { state: 'skipped', ...common, digest: digestOf('skipped') }
  const read = chosen.map(({ page, task, annotation }) => {
    const { regions, troubles } = readRegions(annotation.result)
    return { regions: regions.map((region) => ({ ...region, page })), troubles, task }
  })
  const regions = read.flatMap((page) => page.regions)
  return {
    state: 'finished',
    ...common,
    regions,
    labels: [...new Set(regions.map(({ label }) => label))],
    shown: new Set(read.flatMap(({ task }) => labelsShown(task))),
    troubles: read.flatMap(({ troubles }) => troubles),
    digest: digestOf(regions.map(({ label, page, bbox, text }) => [label, page, bbox, text])),
  }
}

function choose(page: number, tasks: Task[]): Chosen | undefined {
  const all = tasks.flatMap((task) =>
    (task.annotations ?? []).map((annotation) => ({ page, task, annotation })),
  )
  const submitted = all.filter(({ annotation }) => !annotation.was_cancelled)
  const counting = submitted.length > 0 ? submitted : all
  const [first, ...others] = counting
  return first && others.reduce((a, b) => (isNewer(b.annotation, a.annotation) ? b : a), first)
}

function isNewer(a: Annotation, b: Annotation): boolean {
  return isLater(a.updated_at, b.updated_at)
}

function labelsShown({ predictions = [] }: Task): FieldLabel[] {
  return predictions.flatMap(({ result }) => readRegions(result).regions.map(({ label }) => label))
}

function digestOf(said: unknown): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url')
}
