import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname
const alerts = readFileSync(join(here, 'alerts.yml'), 'utf8')
const operations = readFileSync(join(here, '..', '..', 'docs', 'operations.md'), 'utf8')
const queries = ['infra/prometheus/*.yml', 'infra/grafana/**/*.json', 'infra/kubernetes/**/*.yaml']
const tests = globSync('tests/*.test.yml', { cwd: here })
  .map((file) => readFileSync(join(here, file), 'utf8'))
  .join('\n')

const names = [...new Set([...alerts.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name))]
/** Each rule of an alert, from its name to the next. */
const rules = alerts.split('- alert: ').slice(1)

test.each(names)('%s is tested where it fires and where it does not', (name) => {
  const fires = new RegExp(`alertname: ${name}\\n\\s+eval_time: \\w+\\n\\s+exp_alerts:\\n`)
  const isQuiet = new RegExp(`alertname: ${name}, eval_time: \\w+, exp_alerts: \\[\\]`)

  expect(tests).toMatch(fires)
  expect(tests).toMatch(isQuiet)
})

test.each(names)('%s has its section in docs/operations.md', (name) => {
  expect(operations).toMatch(new RegExp(`^### ${name}$`, 'm'))
})

test.each(rules)('every rule says what happened and where to read on: %#', (rule) => {
  const name = rule.slice(0, rule.indexOf('\n'))

  expect(rule).toMatch(/severity: (page|ticket)/)
  expect(rule).toMatch(/summary: \S/)
  expect(rule).toMatch(/description: ["']\S/)
  expect(rule).toContain(`runbook_url: docs/operations.md#${name.toLowerCase()}\n`)
})

test('a bucket is asked for as 2 and as 2.0, which Prometheus 3 makes of it', () => {
  const root = join(here, '..', '..')
  const files = queries.flatMap((pattern) => globSync(pattern, { cwd: root }))
  const texts = files.map((file) => readFileSync(join(root, file), 'utf8'))

  const asked = texts.flatMap((text) => text.match(/\ble=[^,}]+/g) ?? [])

  expect(asked.length).toBeGreaterThan(1)
  for (const bound of asked) expect(bound.replaceAll('\\', '')).toBe('le=~"2|2[.]0"')
})
