import { Health, Stats, Welcome } from '../answers.ts'
import { defineOperation } from '../operation.ts'
import { everywhere } from './common.ts'

export const welcome = defineOperation({
  id: 'welcome',
  method: 'get',
  path: '/',
  scope: 'none',
  tag: 'reference',
  summary: 'What answers here',
  success: { 200: { description: 'The platform', body: Welcome } },
  problems: ['unauthenticated'],
})

export const readHealth = defineOperation({
  id: 'readHealth',
  method: 'get',
  path: '/health',
  scope: 'none',
  tag: 'operating',
  summary: 'State of the platform and its parts',
  success: {
    200: { description: 'Documents are accepted', body: Health },
    503: { description: 'Documents are not accepted', body: Health },
  },
  problems: ['unauthenticated', 'internal-error'],
})

export const readStats = defineOperation({
  id: 'readStats',
  method: 'get',
  path: '/stats',
  scope: 'read',
  tag: 'operating',
  summary: 'What the platform has done and has to do',
  success: { 200: { description: 'Counted from the database', body: Stats } },
  problems: [...everywhere],
})
