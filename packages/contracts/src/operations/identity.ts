import { z } from 'zod'
import { ApiKeyId, ApiKeyList, CreatedApiKey, NewApiKey } from '../api-key.ts'
import { AuditAction, AuditList } from '../audit.ts'
import { defineOperation } from '../operation.ts'
import { everywhere, wholeNumber } from './common.ts'

export const createApiKey = defineOperation({
  id: 'createApiKey',
  method: 'post',
  path: '/api-keys',
  scope: 'admin',
  tag: 'keys',
  summary: 'Create an API key',
  description:
    'The answer holds the key itself, once: only a digest of it is kept. The first key of all is created from the terminal, ' +
    'by `npm run api-key`: from then on every request needs one.',
  json: NewApiKey,
  audit: 'key.created',
  success: { 201: { description: 'The key, shown this once', body: CreatedApiKey } },
  problems: [
    'invalid-request',
    'request-timeout',
    'request-too-large',
    'first-api-key',
    ...everywhere,
  ],
})

export const listApiKeys = defineOperation({
  id: 'listApiKeys',
  method: 'get',
  path: '/api-keys',
  scope: 'admin',
  tag: 'keys',
  summary: 'List the API keys, newest first',
  success: { 200: { description: 'Every key, without the keys themselves', body: ApiKeyList } },
  problems: [...everywhere],
})

export const revokeApiKey = defineOperation({
  id: 'revokeApiKey',
  method: 'delete',
  path: '/api-keys/{key_id}',
  scope: 'admin',
  tag: 'keys',
  summary: 'Revoke an API key',
  description:
    'It is refused at once, by every gateway. It stays in the list, so that the audit trail can be read. The last key with ' +
    'the scope `admin` is revoked from the terminal alone.',
  params: z.object({ key_id: ApiKeyId }),
  audit: 'key.revoked',
  success: { 204: { description: 'Revoked' } },
  problems: ['invalid-request', 'api-key-not-found', 'last-admin-key', ...everywhere],
})

export const listAudit = defineOperation({
  id: 'listAudit',
  method: 'get',
  path: '/audit',
  scope: 'admin',
  tag: 'keys',
  summary: 'Read who did what, newest first',
  description: 'Holds identifiers alone: no content of a document and no file name.',
  query: z.object({
    actor: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'Who did it', example: 'key_7f3k9x2a' }),
    action: AuditAction.optional(),
    target: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'What it was done to', example: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz' }),
    since: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'At this time or later', example: '2026-01-01T00:00:00Z' }),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Before this time', example: '2026-02-01T00:00:00Z' }),
    limit: wholeNumber({ min: 1, max: 500 })
      .default(100)
      .meta({ description: 'Entries on a page', example: 100 }),
    cursor: z
      .string()
      .regex(/^\d{1,13}-\d{1,18}$/, 'expected `next_cursor` of the page before')
      .optional()
      .meta({
        description: '`next_cursor` of the page before: a time in milliseconds, and an entry',
        example: '1768473000000-42',
      }),
  }),
  success: { 200: { description: 'A page of the trail', body: AuditList } },
  problems: ['invalid-request', ...everywhere],
})
