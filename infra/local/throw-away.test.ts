import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './paths.ts'
import { withoutOperators } from './throw-away.ts'

/** Set anew for every platform, read by commands alone, or of the machine. */
const harmless = [
  'REDIS_URL',
  'DATABASE_URL',
  'DATA_DIR',
  'BLOB_DIR',
  'TRAINING_DIR',
  'LOG_DIR',
  'ADMIN_PORT',
  'GATEWAY_URL',
  'DASHBOARD_SECRET',
  'MODEL_DIR',
  'NODE_EXTRA_CA_CERTS',
  'CHROMIUM',
  'INVOICE_GPU',
  'INVOICE_PYTHON',
  'INVOICE_API_URL',
  'INVOICE_API_KEY',
]

test("a platform that is thrown away does not learn of the operator's bucket, neighbours and settings", () => {
  const example = readFileSync(join(root, '.env.example'), 'utf8')
  const known = [...example.matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? '')
  const more = ['S3_BUCKET_FILE', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'INVOICE_API__PORT']
  const env = Object.fromEntries([...known, ...more].map((name) => [name, 'set']))

  const left = Object.entries({ ...env, ...withoutOperators(env) })

  const inherited = left.flatMap(([name, value]) => (value === undefined ? [] : [name]))
  expect(inherited.toSorted()).toEqual(harmless.toSorted())
})
