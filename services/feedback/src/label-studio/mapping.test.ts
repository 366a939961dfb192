import { type FieldValue, fieldLabels } from '@invoice-ml/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRegions, toResult } from './mapping.ts'

const size = { width: 1_240, height: 1_754 }

const fraction = fc.double({ min: 0, max: 1, noNaN: true })
const boxes = fc
  .record({ x: fraction, y: fraction, width: fraction, height: fraction })
  .map((box) => ({
    x: box.x * 0.9,
    y: box.y * 0.9,
    width: 0.001 + box.width * 0.099,
    height: 0.001 + box.height * 0.099,
  }))
const fields = fc.array(
  fc.record({
    label: fc.constantFrom(...fieldLabels),
    value: fc.string({ minLength: 1 }).filter((text) => text.trim() === text),
    confidence: fraction,
    page: fc.constant(1),
    bbox: boxes,
    raw: fc.constant('as printed'),
    source: fc.constant('ocr' as const),
    checks: fc.constant<FieldValue['checks']>([]),
  }),
)

test('what is sent comes back as it was, field by field', () => {
  fc.assert(
    fc.property(fields, (sent: FieldValue[]) => {
      const { regions, troubles } = readRegions(toResult(sent, 1, size))

      expect(troubles).toEqual([])
      expect(regions.map(({ label, text }) => [label, text])).toEqual(
        sent.map(({ label, value }) => [label, value]),
      )
      for (const [index, { bbox }] of regions.entries())
        for (const side of ['x', 'y', 'width', 'height'] as const)
          expect(bbox[side]).toBeCloseTo(sent[index]?.bbox?.[side] ?? -1, 4)
    }),
  )
})

test('whatever a result holds, boxes lie on the page and nothing is thrown', () => {
  const numbers = fc.oneof(fc.double({ min: -300, max: 300, noNaN: true }), fc.constant('high'))
  const items = fc.record({
    id: fc.oneof(fc.constantFrom('r1', 'r2'), fc.integer()),
    type: fc.constantFrom('rectanglelabels', 'textarea', 'relation'),
    original_width: numbers,
    original_height: numbers,
    value: fc.record({
      x: numbers,
      y: numbers,
      width: numbers,
      height: numbers,
      rotation: numbers,
      rectanglelabels: fc.array(fc.oneof(fc.constantFrom(...fieldLabels), fc.string())),
      text: fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(null)),
    }),
  })
  fc.assert(
    fc.property(fc.array(fc.oneof(items, fc.anything())), (result) => {
      for (const { bbox } of readRegions(result).regions) {
        expect(Math.min(bbox.x, bbox.y)).toBeGreaterThanOrEqual(0)
        expect(Math.min(bbox.width, bbox.height)).toBeGreaterThan(0)
        expect(Math.max(bbox.x + bbox.width, bbox.y + bbox.height)).toBeLessThan(1 + 1e-5)
      }
    }),
  )
})

test('what is sent is on the image, whatever was read', () => {
  fc.assert(
    fc.property(fields, (sent: FieldValue[]) => {
      for (const item of toResult(sent, 1, size)) {
        const { x, y, width, height } = (item as { value: Record<string, number> }).value
        expect((x ?? 0) + (width ?? 0)).toBeLessThanOrEqual(100.0001)
        expect((y ?? 0) + (height ?? 0)).toBeLessThanOrEqual(100.0001)
      }
    }),
  )
})

const place = { x: 10, y: 20, width: 30, height: 5, rotation: 0 }
const common = { id: 'r1', original_width: 620, original_height: 877 }
const box = (labels: string[], at = place) => ({
  ...common,
  type: 'rectanglelabels',
  value: { ...at, rectanglelabels: labels },
})
const text = (...typed: string[]) => ({
  ...common,
  type: 'textarea',
  value: { ...place, text: typed },
})

test('a box with two labels is two regions', () => {
  const { regions } = readRegions([box(['montant_ttc', 'net_a_payer']), text('12,00')])

  expect(regions).toMatchObject([
    { label: 'montant_ttc', text: '12,00', bbox: { x: 0.1, y: 0.2, width: 0.3, height: 0.05 } },
    { label: 'net_a_payer', text: '12,00' },
  ])
})

test('a box that nobody has transcribed has no text', () => {
  expect(readRegions([box(['montant_ttc'])]).regions).toMatchObject([{ text: undefined }])
})

test.each([
  ['an unknown label', [box(['siren'])], 'unknown-label'],
  ['a box without a label', [text('12,00')], 'without-label'],
  ['a box beyond the page', [box(['montant_ttc'], { ...place, x: 150 })], 'outside-the-page'],
  ['numbers that are none', [{ ...box(['montant_ttc']), value: { x: 'a' } }], 'unknown-item'],
])('%s is left out and named', (_what, result, trouble) => {
  const { regions, troubles } = readRegions(result)

  expect(regions).toEqual([])
  expect(troubles).toEqual([trouble])
})

test('what is neither a box nor a text concerns nobody', () => {
  const relation = { type: 'relation', from_id: 'a', to_id: 'b', direction: 'right' }

  expect(readRegions([relation])).toEqual({ regions: [], troubles: [] })
})
