import type { Task } from './label-studio/shapes.ts'

/** What a task of ours says: which page it is of, and of how many. */
export type PageTask = Pick<Task, 'data'>

/** Undefined of a task that is not of a page. */
export function pageOf({ data }: PageTask): number | undefined {
  return toPage(data.page)
}

/**
 * Whether each page of their document has a task. Where none says how many there are, as of those that an earlier version has
 * sent, there are `known`.
 */
export function areWhole(tasks: PageTask[], known = 0): boolean {
  const pages = new Set(tasks.flatMap((task) => pageOf(task) ?? []))
  const counts = tasks.flatMap(({ data }) => toPage(data.pages) ?? [])
  return pages.size >= Math.max(1, ...(counts.length > 0 ? counts : [known]))
}

function toPage(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined
}
