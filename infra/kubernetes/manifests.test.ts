import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Manifest, render } from './render.ts'
import { mistakesOf } from './validate.ts'

const here = import.meta.dirname
const folders = ['base', 'overlays/production', 'overlays/gpu']
const rendered = new Map(folders.map((folder) => [folder, render(join(here, folder))]))
const manifests = [...rendered].flatMap(([folder, all]) =>
  all.map((manifest) => ({
    name: `${folder} ${manifest.kind} ${manifest.metadata.name}`,
    manifest,
  })),
)
const production = rendered.get('overlays/production') ?? []

test.each(manifests)('$name is what its schema allows, and nothing more', async ({ manifest }) => {
  expect(await mistakesOf(manifest)).toEqual([])
})

test.each([
  ['a value of another type', { replicas: 'two' }],
  ['a key that does not exist', { replica: 2 }],
])('%s would be found', async (_what, spec) => {
  const gateway = production.find(isKind('Deployment', 'gateway'))
  const broken = { ...gateway, spec: { ...(gateway?.spec as object), ...spec } } as Manifest

  expect(await mistakesOf(broken)).not.toEqual([])
})

test('every file belongs to a kustomization that lists it', () => {
  const files = globSync('**/*.yaml', { cwd: here }).filter(
    (file) => basename(file) !== 'kustomization.yaml',
  )

  const unlisted = files.filter((file) => {
    const plan = parse(readFileSync(join(here, dirname(file), 'kustomization.yaml'), 'utf8'))
    const listed = [...(plan.resources ?? []), ...(plan.patches ?? []).map(pathOf)]
    return !listed.includes(basename(file))
  })

  expect(unlisted).toEqual([])
})

test('every deployment that must not stop may lose one pod and keeps one', () => {
  const budgets = production.filter(({ kind }) => kind === 'PodDisruptionBudget')

  expect(budgets.map(({ metadata }) => metadata.name).toSorted()).toEqual([
    'dashboard',
    'gateway',
    'inference-worker',
  ])
})

test('no container of ours runs as root, writes to its own files or keeps a capability', () => {
  const containers = manifests.flatMap(({ manifest }) => containersIn(manifest))

  expect(containers.length).toBeGreaterThan(10)
  for (const { securityContext } of containers)
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
})

test('every image is one that infra/docker builds, of a named version', () => {
  const built = readFileSync(join(here, '../../docker-compose.yml'), 'utf8')

  const images = new Set(manifests.flatMap(({ manifest }) => containersIn(manifest)).map(imageOf))

  for (const image of images) {
    expect(built).toContain(`image: ${image.split(':')[0]}:`)
    expect(image).toMatch(/:\d+\.\d+\.\d+(-gpu)?$/)
  }
})

test('what the scalers ask for is measured', () => {
  const metrics = readFileSync(join(here, '../../docs/metrics.md'), 'utf8')
  const scalers = globSync('**/*.yaml', { cwd: here })
    .map((file) => readFileSync(join(here, file), 'utf8'))
    .filter((text) => text.includes('keda.sh/'))

  const asked = new Set(scalers.flatMap((text) => text.match(/invoiceml_\w+/g) ?? []))

  expect(asked.size).toBeGreaterThan(1)
  for (const name of asked) expect(metrics).toContain(`\`${name}`)
})

test('whatever is stopped ends by itself before it is killed, and a worker has nearly all of that time', () => {
  const pods = manifests.flatMap(({ manifest }) => podsIn(manifest))

  for (const { terminationGracePeriodSeconds, containers } of pods)
    for (const { name, env = [], lifecycle } of containers) {
      const own = env.find((variable) => variable.name === 'STOP_TIMEOUT_MS')?.value
      const stopSeconds = Number(own ?? 30_000) / 1_000 + (lifecycle === undefined ? 0 : 5)
      expect(stopSeconds).toBeLessThan(terminationGracePeriodSeconds)
      if (name === 'inference-worker')
        expect(stopSeconds).toBeGreaterThan(0.9 * terminationGracePeriodSeconds)
    }
  expect(pods.length).toBeGreaterThan(10)
})

test('every port that a probe or a service names is a port of the container', () => {
  for (const { manifest } of manifests)
    for (const { ports, ...probes } of containersIn(manifest)) {
      const names = (ports ?? []).map(({ name }) => name)
      const probed = ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap(
        (probe) => (probes[probe] as Probe | undefined)?.httpGet.port ?? [],
      )
      for (const port of probed) expect(names).toContain(port)
    }
})

test('whatever tells metrics is scraped, a job that comes and goes too', () => {
  const telling = manifests
    .flatMap(({ manifest }) => templatesIn(manifest))
    .filter(({ spec }) => spec.containers.some(({ ports }) => ports?.some(isAdminPort)))

  expect(telling.length).toBeGreaterThan(10)
  for (const { metadata } of telling)
    expect(metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9100',
    })
})

test('the services reach managed stores on the ports that the guide names', () => {
  const guide = readFileSync(join(here, '../../docs/deployment.md'), 'utf8')
  const policy = JSON.stringify(production.find(isKind('NetworkPolicy', 'stores')))

  const redis = guide.split('\n').find((line) => line.startsWith('| Redis |')) ?? ''

  const ports = [...redis.matchAll(/port (\d+)/g)].map(([, port]) => port)

  expect(ports).toHaveLength(2)
  for (const port of ports) expect(policy).toContain(`"port":${port}`)
})

test('the services reach PgBouncer on its usual port', () => {
  const policy = JSON.stringify(production.find(isKind('NetworkPolicy', 'stores')))

  expect(policy).toContain('"port":6432')
})

test('names are asked of whoever answers them, which need not be a pod or have a known address', () => {
  const policy = production.find(isKind('NetworkPolicy', 'names'))

  expect(policy?.spec).toEqual({
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })) }],
  })
})

test('what runs on a GPU fits on the smallest machine that the guide names: four cores, 16 GB', () => {
  const requests = (rendered.get('overlays/gpu') ?? [])
    .flatMap(podsIn)
    .filter(({ nodeSelector }) => nodeSelector?.['invoice-ml/gpu'] === 'true')
    .flatMap(({ containers }) => containers.map(({ resources }) => resources?.requests))

  // What the machine leaves to pods: EKS 3.92 cores and 14.5 Gi, AKS 3.86 cores; less what runs on every machine.
  expect(requests).toHaveLength(2)
  for (const request of requests) {
    expect(Number(request?.cpu)).toBeLessThan(3.5)
    expect(Number(request?.memory?.replace('Gi', ''))).toBeLessThan(14)
  }
})

test('the guide names the policies that know the name space of the ingress, for those who take another', () => {
  const guide = readFileSync(join(here, '../../docs/deployment.md'), 'utf8')
  const advice = guide.split('\n').find((line) => line.startsWith('- **Another ingress**')) ?? ''

  const policies = production.filter(
    ({ kind, spec }) =>
      kind === 'NetworkPolicy' && JSON.stringify(spec).includes('"ingress-nginx"'),
  )

  expect(policies).toHaveLength(3)
  for (const { metadata } of policies) expect(advice).toContain(`\`${metadata.name}\``)
})

test('the uploads that a gateway takes at the same time have room in its pod, on a machine that has it', () => {
  const { api } = parse(readFileSync(join(here, '../../config/settings.yaml'), 'utf8'))
  const [pod] = podsIn(production.find(isKind('Deployment', 'gateway')))
  const scratch = pod?.volumes.find(({ name }) => name === 'scratch')?.emptyDir?.sizeLimit

  // The eight batches of a gateway, packed and unpacked.
  const uploadsMb = api.max_parallel_uploads * api.max_file_mb + 8 * 2 * api.max_batch_mb
  const roomMb = (Number(scratch?.replace('Gi', '')) * 1024 ** 3) / 1e6

  expect(roomMb).toBeGreaterThan(uploadsMb)
  expect(pod?.containers[0]?.resources?.requests?.['ephemeral-storage']).toBe(scratch)
})

test('the guide names every overlay', () => {
  const guide = readFileSync(join(here, '../../docs/deployment.md'), 'utf8')

  for (const folder of folders.slice(1)) {
    expect(existsSync(join(here, folder, 'kustomization.yaml'))).toBe(true)
    expect(guide).toContain(`infra/kubernetes/${folder}`)
  }
})

type Pod = {
  terminationGracePeriodSeconds: number
  nodeSelector?: Record<string, string>
  containers: Container[]
  volumes: { name: string; emptyDir?: { sizeLimit: string } }[]
}
type Template = { metadata: { annotations?: Record<string, string> }; spec: Pod }
type Port = { name: string; containerPort: number }
type Probe = { httpGet: { port: string } }
type Container = {
  name: string
  image: string
  env?: { name: string; value?: string }[]
  securityContext: unknown
  resources?: { requests?: Record<string, string> }
  ports?: Port[]
  [key: string]: unknown
}

function isKind(kind: string, name: string) {
  return (manifest: Manifest) => manifest.kind === kind && manifest.metadata.name === name
}

function pathOf({ path }: { path: string }): string {
  return path
}

function imageOf({ image }: Container): string {
  return image
}

/** What describes pods, wherever it stands in a manifest. */
function podsIn(value: unknown): Pod[] {
  if (typeof value !== 'object' || value === null) return []
  // Nothing else has containers.
  if ('containers' in value) return [value as Pod]
  return Object.values(value).flatMap(podsIn)
}

function isAdminPort({ containerPort }: Port): boolean {
  return containerPort === 9100
}

/** What pods are made from, wherever it stands in a manifest. */
function templatesIn(value: unknown): Template[] {
  if (typeof value !== 'object' || value === null) return []
  if ('template' in value && podsIn(value.template).length > 0) return [value.template as Template]
  return Object.values(value).flatMap(templatesIn)
}

/** The containers of whatever makes pods, those that prepare with them. */
function containersIn(value: unknown): Container[] {
  if (typeof value !== 'object' || value === null) return []
  const { containers, initContainers, ...rest } = value as Record<string, unknown>
  const own = [containers, initContainers].flatMap((list) => (list ?? []) as Container[])
  return [...own, ...Object.values(rest).flatMap(containersIn)]
}
