import { join } from 'node:path'
import { expect, test } from 'vitest'
import { welcome } from './welcome.ts'

const platform = { urls: ['http://127.0.0.1:8000'], dashboardUrl: undefined }
const facts = { trains: true, hasKeys: true }

test.each([
  [join(process.cwd(), 'logs'), 'logs/system.log'],
  ['/var/log/invoice-ml', '/var/log/invoice-ml/system.log'],
])('the logs in %s are named as one can type it', (logDir, file) => {
  const lines = welcome(platform, { ...facts, logDir })

  expect(lines).toContain(`  logs            ${file},`)
})

test('how others are served takes no change to the checkout', () => {
  const lines = welcome(platform, { ...facts, hasKeys: false, logDir: 'logs' })

  expect(lines).toContain('INVOICE_API__HOST=0.0.0.0')
  expect(lines).not.toContain('config/')
})
