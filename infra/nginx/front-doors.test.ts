import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const ingress = '../kubernetes/overlays/production/ingress.yaml'
const nginx = ['invoice-ml.conf.template', 'site-with-tls.conf']

test.each([
  ...nginx.map((file) => [file, routesOfNginx(file)] as const),
  ['the ingress', routesOfIngress()] as const,
])(
  '%s sends the page and all that it asks for to the dashboard, and the rest to the gateway',
  (_door, routes) => {
    const below = ['', '/review/job_1', '/assets/index.js', '/session', '/api/jobs', '/api/events']

    expect(below.map((path) => routes(`/dashboard${path}`))).toEqual(below.map(() => 'dashboard'))
    expect(['/', '/extract', '/docs', '/events'].map(routes)).toEqual(Array(4).fill('gateway'))
  },
)

test.each(nginx)(
  '%s passes on the port that a browser asked at, which its Origin has too',
  (file) => {
    expect(read(file)).toMatch(/proxy_set_header Host \$(http_host|asked_host);/)
  },
)

test.each(nginx)('%s sends the scripts of the reference compressed, and no invoice', (file) => {
  expect(read(file)).toMatch(/gzip on;\n\s+gzip_types text\/css text\/javascript;/)
})

test('the outermost door tells the address that it sees, and not the one that the client gives', () => {
  expect(read('site-with-tls.conf')).toContain('proxy_set_header X-Forwarded-For $remote_addr;')
})

test('the nginx of Compose looks up every few seconds where gateway and dashboard are', () => {
  const template = read('invoice-ml.conf.template')

  expect(template).toMatch(/^resolver \$\{NGINX_LOCAL_RESOLVERS\} valid=5s/m)
  for (const name of ['gateway', 'dashboard'])
    expect(template).toMatch(
      new RegExp(`upstream ${name} \\{ zone \\w+ 64k; server \\S+ resolve[ ;]`),
    )
})

test('the template is told all that it asks for', () => {
  const compose = parse(read('../../docker-compose.yml'), { merge: true })
  const { NGINX_ENTRYPOINT_LOCAL_RESOLVERS: resolvers, ...given } =
    compose.services.nginx.environment

  const template = read('invoice-ml.conf.template')
  const asked = [...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)

  expect(resolvers).toBe('1')
  expect(asked.toSorted()).toEqual([...Object.keys(given), 'NGINX_LOCAL_RESOLVERS'].toSorted())
})

type Routes = (path: string) => string | undefined

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
}

function routesOfNginx(file: string): Routes {
  const locations = [...read(file).matchAll(/location (\S+) \{ proxy_pass http:\/\/(\S+); \}/g)]
  const names: Record<string, string> = {
    '127.0.0.1:8000': 'gateway',
    '127.0.0.1:8001': 'dashboard',
  }
  return longestPrefix(
    locations.map(([, prefix = '', target = '']) => ({ prefix, service: names[target] ?? target })),
  )
}

function routesOfIngress(): Routes {
  const [rule] = parse(read(ingress)).spec.rules
  const { paths }: { paths: { path: string; backend: { service: { name: string } } }[] } = rule.http
  return longestPrefix(
    paths.map(({ path, backend }) => ({ prefix: path, service: backend.service.name })),
  )
}

/** As nginx and an ingress choose. */
function longestPrefix(routes: { prefix: string; service: string }[]): Routes {
  const byLength = routes.toSorted((a, b) => b.prefix.length - a.prefix.length)
  return (path) => byLength.find(({ prefix }) => path.startsWith(prefix))?.service
}
