import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { commandsBelow } from './guide-commands.ts'

const root = join(import.meta.dirname, '..', '..')
const guide = readFileSync(join(root, 'docs/deployment.md'), 'utf8')
const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8')

test.each([
  ['the guide', guide],
  ['docker-compose.yml', compose],
])('%s tells where the key and the passwords lie with which one signs in', (_where, text) => {
  for (const place of [
    'gateway cat /data/secrets/first_api_key',
    'label-studio cat /run/invoice-secrets/label_studio_password',
    'grafana cat /run/invoice-secrets/grafana_password',
  ])
    expect(text).toContain(`docker compose exec ${place}`)
})

test('what is pushed to Heroku is built without attestations, after signing in', () => {
  const [, section = ''] = guide.split('\n## Heroku and the like\n')
  const [, commands = ''] = section.split('```')
  const builds = commands.match(/^docker build.* -t registry.*$/gm) ?? []

  expect(builds).toHaveLength(3)
  for (const build of builds) expect(build).toContain(' --provenance=false ')
  expect(commands).toMatch(/heroku container:login.*docker push/s)
})

test('in Compose a restore stops all that writes', () => {
  const services: Record<string, { image: string; restart?: string }> = parse(compose, {
    merge: true,
  }).services
  const writing = Object.entries(services)
    .filter(([, { image, restart }]) => image.startsWith('invoice-ml/') && restart !== 'no')
    .map(([name]) => name)

  const [, stopped = ''] = guide.match(/docker compose stop (nginx .*) &&/) ?? []

  expect(stopped.split(' ').toSorted()).toEqual(['nginx', ...writing].toSorted())
})

test('on another machine no first key is made before the database is restored', () => {
  const commands = commandsBelow('Backup and restore', '- Compose: its files put back', {})

  const started = [...commands.matchAll(/docker compose (?:up|start) (.*?)(?: &&)?$/gm)]

  expect(started.map(([, what]) => what)).toEqual(['-d --wait postgres redis'])
})

test('who names the files of Compose is told to name the settings as well', () => {
  for (const text of [guide, readFileSync(join(root, 'infra/docker/compose.small.yml'), 'utf8')])
    expect(text).toContain(':docker-compose.override.yml')
})
