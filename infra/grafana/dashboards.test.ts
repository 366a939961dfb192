import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Transformation = { id: string; options: Record<string, unknown> }
type Panel = {
  title: string
  targets: { refId: string; expr: string; format?: string }[]
  transformations?: Transformation[]
}

const panels = globSync('dashboards/*.json', { cwd: import.meta.dirname }).flatMap(
  (file): Panel[] => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')).panels,
)
const ofTables = panels.filter(
  ({ targets }) => targets.filter(({ format }) => format === 'table').length > 1,
)

test.each(ofTables)(
  'the tables of $title are joined by what they are grouped by, and named',
  ({ targets, transformations = [] }) => {
    const options = Object.fromEntries(transformations.map(({ id, options }) => [id, options]))

    for (const { expr } of targets) expect(expr).toContain(`by (${options.joinByField?.byField})`)
    // As Grafana calls the value of each of several tables.
    const values = targets.map(({ refId }) => `Value #${refId}`)
    expect(Object.keys(options.organize?.renameByName ?? {})).toEqual(values)
  },
)
