import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

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
