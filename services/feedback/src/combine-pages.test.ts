import { expect, test } from 'vitest'
import { combinePages } from './combine-pages.ts'
import type { Annotation, Task } from './label-studio/shapes.ts'

const at = (second: number) => `2026-11-23T10:33:${second}.844631Z`

function annotation(id: number, own: Partial<Annotation> = {}): Annotation {
  const value = { x: 1, y: 1, width: 10, height: 1, rotation: 0 }
  const result = [
    { id: 'r1', type: 'rectanglelabels', value: { ...value, rectanglelabels: ['numero_facture'] } },
    { id: 'r1', type: 'textarea', value: { ...value, text: [`F-${id}`] } },
  ]
  const times = { created_at: at(10), updated_at: at(10 + id) }
  return { id, result, was_cancelled: false, ...times, ...own }
}

function page(number: number, annotations: Annotation[]): Task {
  return { id: number, data: { page: number, job_id: 'job' }, updated_at: at(59), annotations }
}

test('a document is open until each of its pages has an annotation', () => {
  expect(combinePages([page(1, [annotation(1)]), page(2, [])])).toEqual({ state: 'open' })
  expect(combinePages([])).toEqual({ state: 'open' })
})

test('a document of which the task of a page is gone is open', () => {
  const first = page(1, [annotation(1)])

  const said = combinePages([{ ...first, data: { ...first.data, pages: 2 } }])

  expect(said).toEqual({ state: 'open' })
})

test('the pages of a document are one annotation, as old as the newest of them', () => {
  const said = combinePages([page(2, [annotation(2)]), page(1, [annotation(1)])])

  expect(said).toMatchObject({
    state: 'finished',
    annotatedAt: new Date(at(12)),
    parts: [{ id: 1 }, { id: 2 }],
    regions: [
      { page: 1, text: 'F-1' },
      { page: 2, text: 'F-2' },
    ],
  })
})

test('of several annotations of a page the newest that is not skipped counts', () => {
  const skipped = annotation(9, { was_cancelled: true })

  const said = combinePages([page(1, [annotation(2), skipped, annotation(1)])])

  expect(said).toMatchObject({ state: 'finished', parts: [{ id: 2 }] })
})

test('a document of which a page is skipped is skipped', () => {
  const skipped = annotation(2, { was_cancelled: true, result: [] })

  const said = combinePages([page(1, [annotation(1)]), page(2, [skipped])])

  expect(said.state).toBe('skipped')
})

test('the same said at another time has the same digest, and other things have another', () => {
  const digestOf = (one: Annotation) => {
    const said = combinePages([page(1, [one])])
    return said.state === 'finished' ? said.digest : undefined
  }
  const again = annotation(1, { id: 7, updated_at: at(50) })

  expect(digestOf(again)).toBe(digestOf(annotation(1)))
  expect(digestOf(annotation(2))).not.toBe(digestOf(annotation(1)))
})

test('what had a box on the screen is known', () => {
  const shown = { ...page(1, [annotation(1)]), predictions: [{ result: annotation(3).result }] }

  expect(combinePages([shown])).toMatchObject({ shown: new Set(['numero_facture']) })
})
