import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type DocumentedMetric = {
  name: string
  type: string
  labels: string[]
  /** The heading that it stands under: a service, or `Every service`. */
  service: string
}

const page = join(import.meta.dirname, '..', '..', 'docs', 'metrics.md')

/** The tables of docs/metrics.md, below a heading for each service. */
export function documentedMetrics(): DocumentedMetric[] {
  const [, ...sections] = readFileSync(page, 'utf8').split(/^## /m)
  return sections.flatMap((section) => {
    const service = section.slice(0, section.indexOf('\n'))
    const rows = section.matchAll(/^\| `(invoiceml_\w+)(?:\{([\w,]+)\})?` \| (\w+) \|/gm)
    return [...rows].map(([, name = '', labels = '', type = '']) => ({
      name,
      type,
      labels: labels.split(',').filter(Boolean),
      service,
    }))
  })
}
