import { documentedMetrics } from './documented-metrics.ts'
import { panelsOf } from './prometheus.ts'

export type DashboardPanel = { dashboard: string; title: string; expression: string }

/** The panels of the Grafana dashboards whose metrics these services have. */
export function panelsWith(services: readonly string[]): DashboardPanel[] {
  const isThere = (service: string) => service === 'Every service' || services.includes(service)
  return ['platform', 'quality', 'learning']
    .flatMap((dashboard) => panelsOf(dashboard).map((panel) => ({ dashboard, ...panel })))
    .filter(({ expression }) => ownersOf(expression).every((owners) => owners.some(isThere)))
}

/** For each metric of an expression, the services that have it. */
function ownersOf(expression: string): string[][] {
  const names = expression.match(/\binvoiceml_\w+/g) ?? []
  return names.map((name) =>
    documentedMetrics()
      .filter((metric) => [name, name.replace(/_(bucket|sum|count)$/, '')].includes(metric.name))
      .map(({ service }) => service),
  )
}
