import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

type ComposeService = {
  image: string
  environment?: Record<string, string>
  healthcheck?: { disable?: boolean }
  stop_grace_period?: string
  profiles?: string[]
  [list: string]: unknown
}
type Scrape = { dns_sd_configs?: { names: string[] }[]; static_configs?: { targets: string[] }[] }
const services: Record<string, ComposeService> = parse(read('docker-compose.yml'), {
  merge: true,
}).services
const ours = Object.entries(services).filter(([, { image }]) => image.startsWith('invoice-ml/'))

/** What an item looks like, of the lists where YAML would make two of one, or something else of it. */
const forms: Record<string, RegExp> = {
  tmpfs: /^\/[\w/]+(:[\w=,]+)?$/,
  volumes: /^(\.\/[\w./-]+|[a-z-]+):\/[\w./-]+(:ro)?$/,
  ports: /^[^:]*(:-[\d.]+\})?:.+:\d+$/,
  cap_drop: /^ALL$/,
  cap_add: /^[A-Z_]+$/,
  security_opt: /^no-new-privileges:true$/,
  profiles: /^[a-z]+$/,
}
const items = Object.entries(services).flatMap(([service, settings]) =>
  Object.entries(forms).flatMap(([list, form]) =>
    [settings[list] ?? []].flat().map((item) => ({ service, list, item, form })),
  ),
)

test.each(items)('$service: $item is one item of $list', ({ item, form }) => {
  expect(item).toMatch(form)
})

test('no service gains rights that it was not started with', () => {
  for (const [name, { security_opt }] of Object.entries(services))
    expect({ [name]: security_opt }).toEqual({ [name]: ['no-new-privileges:true'] })
})

test('what answers the world stays while what is behind it is renewed', () => {
  // Compose takes away, with a service, those that depend on it.
  expect(services.nginx).not.toHaveProperty('depends_on')
})

test('the containers of one version start on what the checkout of the next holds: no setting is mounted but the log level', () => {
  const mounted = ours.flatMap(([, { volumes = [] }]) => volumes as string[])
  const ofCheckout = new Set(mounted.filter((volume) => volume.startsWith('.')))

  expect([...ofCheckout]).toEqual(['./infra/docker/settings:/app/config:ro'])
  expect(parse(read('infra/docker/settings/settings.yaml'))).toEqual({
    monitoring: { log_level: 'info' },
  })
})

test('Grafana is told all that its provisioning asks for', () => {
  const files = ['datasources/prometheus.yml', 'dashboards/invoice-ml.yml']
  const texts = files.map((file) => read(`infra/grafana/provisioning/${file}`)).join('\n')

  const asked = [...texts.matchAll(/\$(\w+)/g)].map(([, name]) => name)

  expect(asked.length).toBeGreaterThan(1)
  expect(Object.keys(services.grafana?.environment ?? {})).toEqual(expect.arrayContaining(asked))
})

test('Prometheus asks every service of ours that goes on running', () => {
  const { lookedUp, named } = scraped()

  const running = ours.filter(goesOnRunning)
  expect([...lookedUp, ...named].toSorted()).toEqual(running.map(([name]) => name).toSorted())
})

test('Prometheus notices when a service of which there is one is gone', () => {
  const { lookedUp } = scraped()

  // A name that is looked up and not found leaves nothing that could be down: other alerts notice the absence of these.
  expect(lookedUp).toEqual(['gateway', 'inference-worker', 'inference-worker-gpu'])
})

function goesOnRunning([, { healthcheck }]: [string, ComposeService]): boolean {
  return healthcheck?.disable !== true
}

/** The services that Prometheus looks up, and those that it knows by name. */
function scraped(): { lookedUp: string[]; named: string[] } {
  const jobs: Scrape[] = parse(read('infra/prometheus/prometheus.yml')).scrape_configs
  const targets = jobs.flatMap((job) => job.static_configs ?? []).flatMap(({ targets }) => targets)
  return {
    lookedUp: jobs.flatMap((job) => job.dns_sd_configs ?? []).flatMap(({ names }) => names),
    named: targets.map((target) => target.replace(':9100', '')),
  }
}

test('every service of ours ends by itself before it is killed, and a worker has nearly all of that time', () => {
  for (const [name, { environment, stop_grace_period }] of ours) {
    const graceSeconds = Number(stop_grace_period?.replace('s', ''))
    const stopSeconds = Number(environment?.STOP_TIMEOUT_MS ?? 30_000) / 1_000
    expect(stopSeconds).toBeLessThan(graceSeconds)
    if (name.startsWith('inference-worker')) expect(stopSeconds).toBeGreaterThan(0.9 * graceSeconds)
  }
})

test('what the services log is kept on the disk and takes none of their memory', () => {
  const keeping = ours.filter(([, { volumes }]) => [volumes].flat().includes('logs:/data/logs'))

  // The trainer writes no file where LOG_DIR is not set.
  const writing = ours.filter(goesOnRunning).filter(([name]) => name !== 'trainer')
  expect(keeping).toEqual(writing)
  for (const [, { tmpfs }] of ours) expect(`${tmpfs}`).not.toContain('/data/logs')
})

test('on a laptop the gateway knows that neither a trainer nor Label Studio is there', () => {
  const small = parseDocument(read('infra/docker/compose.small.yml'))
  const given = (service: string, ...path: string[]) => small.getIn(['services', service, ...path])

  const profiles = ['trainer', 'feedback'].map((service) => `${given(service, 'profiles')}`)

  expect(profiles).not.toContain('undefined')
  expect(small.getIn(['services', 'gateway', 'environment', 'TRAINER_URL'], true)).toMatchObject({
    tag: '!reset',
  })
  expect(given('gateway', 'environment', 'INVOICE_API__FEEDBACK_LOOP__ENABLED')).toBe('false')
})
