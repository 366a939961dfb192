import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Transformation = { id: string; options: Record<string, unknown> }
type Target = { refId: string; expr: string; legendFormat?: string; format?: string }
type Panel = {
  title: string
  description?: string
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  fieldConfig?: {
    defaults: Record<string, unknown> & { custom?: Record<string, unknown> }
    overrides: { matcher: { options: string }; properties: { id: string; value: unknown }[] }[]
  }
  targets?: Target[]
  transformations?: Transformation[]
}

const dashboards = globSync('dashboards/*.json', { cwd: import.meta.dirname }).map((file) => {
  const dashboard = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  return { name: `${dashboard.title}`, panels: dashboard.panels as Panel[] }
})
const panels = dashboards.flatMap(({ panels }) => panels).filter(({ type }) => type !== 'row')
const asking = panels.filter(({ targets }) => targets)
const coloured = asking.filter(({ type }) => ['stat', 'bargauge'].includes(type))
const counting = asking.filter(
  ({ type, fieldConfig }) => type === 'timeseries' && fieldConfig?.defaults.unit === 'locale',
)
const byOutcome = asking.filter(({ targets = [] }) =>
  targets.some(({ expr }) => /by \((outcome|status)\)/.test(expr) && !expr.includes('_http_')),
)
const ofTables = asking.filter(
  ({ targets = [] }) => targets.filter(({ format }) => format === 'table').length > 1,
)

test.each(dashboards)('the panels of $name leave no hole and lie on none', ({ panels }) => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => (y + Math.floor(i / w)) * 24 + x + (i % w)),
  )

  const sorted = cells.toSorted((a, b) => a - b)

  expect(sorted).toEqual(cells.map((_, i) => i))
})

test.each(panels)('$title says what it shows', ({ description }) => {
  expect(description).toMatch(/\w/)
})

test.each(asking)('$title has a unit, and a name in words for each line', (panel) => {
  const { fieldConfig, targets = [] } = panel

  expect(fieldConfig?.defaults.unit).toBeTruthy()
  for (const { format, legendFormat } of targets)
    if (format !== 'table') expect(legendFormat).toMatch(/\w/)
})

// Without, Grafana takes its own: green, and red from 80 on.
test.each(coloured)('$title says what its colours mean', ({ fieldConfig }) => {
  const { thresholds, color } = fieldConfig?.defaults ?? {}

  expect(thresholds ?? color).toMatchObject(
    thresholds ? { steps: expect.any(Array) } : { mode: 'fixed' },
  )
})

// Without, Grafana draws nothing but zeros on an axis that ends at 100.
test.each(counting)('$title counts whole things, from none on', ({ fieldConfig }) => {
  expect(fieldConfig?.defaults).toMatchObject({ decimals: 0, custom: { axisSoftMax: 1 } })
})

test.each(byOutcome)('what failed is red in $title', ({ fieldConfig }) => {
  const failed = fieldConfig?.overrides.find(({ matcher }) => matcher.options === 'failed')

  expect(failed?.properties).toContainEqual({
    id: 'color',
    value: { mode: 'fixed', fixedColor: 'red' },
  })
})

test.each(ofTables)(
  'the tables of $title are joined by what they are grouped by, and named',
  ({ targets = [], transformations = [] }) => {
    const options = Object.fromEntries(transformations.map(({ id, options }) => [id, options]))

    for (const { expr } of targets) expect(expr).toContain(`by (${options.joinByField?.byField})`)
    // As Grafana calls the value of each of several tables.
    const values = targets.map(({ refId }) => `Value #${refId}`)
    expect(Object.keys(options.organize?.renameByName ?? {})).toEqual(values)
  },
)
