// Run once before everything else: makes the secrets that are not there yet, and puts the models of this version beside those
// that are. What is there stays as it is.

import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const secrets = process.env.SECRETS_DIR ?? '/data/secrets'
const models = process.env.MODEL_DIR ?? '/data/models'
const postgres = process.env.POSTGRES_ADDRESS ?? 'postgres:5432'
const redis = process.env.REDIS_ADDRESS ?? 'redis:6379'

mkdirSync(secrets, { recursive: true })
if (!existsSync(join(secrets, 'redis_url'))) {
  const [postgresPassword, redisPassword] = [newPassword(), newPassword()]
  keep('postgres_password', postgresPassword)
  keep('database_url', `postgres://invoice:${postgresPassword}@${postgres}/invoice`)
  keep('redis_password', redisPassword)
  keep('label_studio_token', randomBytes(20).toString('hex'))
  keep('label_studio_password', newPassword())
  keep('grafana_password', newPassword())
  keep('dashboard_secret', newPassword())
  // Last: it says that all are there.
  keep('redis_url', `redis://:${redisPassword}@${redis}`)
  console.log('Secrets made')
}
cpSync('models', models, { recursive: true, force: false, errorOnExist: false })
console.log('Models of this version in place')

function newPassword() {
  return randomBytes(24).toString('base64url')
}

/** Every container runs as a user of its own; who may mount the volume may read it. */
function keep(name, value) {
  writeFileSync(join(secrets, name), value, { mode: 0o444 })
}
