import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@invoice-ml/testing/ports'
import { createChild } from '../../infra/local/child.ts'

const rules = join(import.meta.dirname, '..', '..', 'infra', 'prometheus')

/** Whether a Prometheus is installed here. */
export const hasPrometheus = spawnSync('prometheus', ['--version']).status === 0

export type PrometheusSample = { metric: Record<string, string>; value: number }

export type Prometheus = {
  query: (expression: string) => Promise<PrometheusSample[]>
  stop: () => Promise<void>
}

/** A real Prometheus that looks at these admin ports every second, with the platform's recording rules. */
export async function startPrometheus(adminUrls: string[]): Promise<Prometheus> {
  const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-prometheus-'))
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  writeFileSync(join(dir, 'prometheus.yml'), JSON.stringify(configuration(adminUrls)))
  const child = createChild(
    {
      name: 'prometheus',
      command: 'prometheus',
      args: [
        `--config.file=${join(dir, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(dir, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 20_000,
      isReady: () => isReady(`http://${address}/-/ready`),
      readyTimeoutMs: 60_000,
    },
    { onEvent: () => {}, onPid: () => {} },
  )
  await child.start()
  return {
    query: (expression) => query(`http://${address}`, expression),
    stop: async () => {
      await child.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** JSON is YAML, too. */
function configuration(adminUrls: string[]) {
  return {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [join(rules, 'recording.rules.yml'), join(rules, 'alerts.yml')],
    scrape_configs: [
      {
        job_name: 'invoice-ml',
        static_configs: [{ targets: adminUrls.map((url) => new URL(url).host) }],
      },
    ],
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

async function query(address: string, expression: string): Promise<PrometheusSample[]> {
  const response = await fetch(
    `${address}/api/v1/query?${new URLSearchParams({ query: expression })}`,
  )
  const { data, error } = JSON.parse(await response.text())
  if (!response.ok) throw new Error(`${expression}: ${error}`)
  return data.result.map(
    ({ metric, value }: { metric: Record<string, string>; value: string[] }) => ({
      metric,
      value: Number(value[1]),
    }),
  )
}

/** The queries of a dashboard's panels, with Grafana's variables filled in. */
export function panelsOf(dashboard: string): { title: string; expression: string }[] {
  const file = join(rules, '..', 'grafana', 'dashboards', `${dashboard}.json`)
  const { panels } = JSON.parse(readFileSync(file, 'utf8'))
  return panels.flatMap(
    ({ title, targets = [] }: { title: string; targets?: { expr: string }[] }) =>
      targets.map(({ expr }) => ({
        title,
        expression: expr.replaceAll('$__rate_interval', '10m').replaceAll('$__range', '10m'),
      })),
  )
}
