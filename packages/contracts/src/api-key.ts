import { z } from 'zod'
import { scopes } from './operation.ts'

const idCharacters = '0-9a-hjkmnp-tv-z'

export const ApiKeyId = z
  .string()
  .regex(new RegExp(`^key_[${idCharacters}]{8}$`), 'expected key_ and 8 characters')
  .meta({ id: 'ApiKeyId', description: 'Identifies an API key', example: 'key_7f3k9x2a' })
export type ApiKeyId = z.infer<typeof ApiKeyId>

const form = new RegExp(`^iml_([${idCharacters}]{8})_[A-Za-z0-9_-]{43}$`)

/** The key that a text claims to be; undefined when it cannot be one. */
export function apiKeyIdOf(text: string): ApiKeyId | undefined {
  const [, id] = form.exec(text) ?? []
  return id === undefined ? undefined : `key_${id}`
}

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  // Without control characters, which PostgreSQL and terminals have something against.
  .refine((text) => !/\p{Cc}/u.test(text), 'expected no control characters')
  .meta({ description: 'Who or what uses it', example: 'ERP' })
const scopeList = z
  .array(
    z.enum(scopes).meta({
      id: 'Scope',
      description: 'What a key may do; `admin` includes the others',
      example: 'read',
    }),
  )
  .min(1)
  .max(scopes.length)
  .meta({ description: 'What it may do', example: ['extract', 'read'] })
const perMinute = (what: string, example: number) =>
  z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: `${what} a minute; absent: as the settings say`, example })

const limits = {
  extract_per_minute: perMinute('Uploads', 120),
  requests_per_minute: perMinute('Requests of any kind', 6_000),
}

export const NewApiKey = z
  .strictObject({
    name,
    scopes: scopeList,
    expires_at: z.iso
      .datetime({ offset: true })
      // Written in UTC it must still be a time that this form can say.
      .refine((time) => new Date(time).getUTCFullYear() <= 9_999, 'expected a year up to 9999')
      .optional()
      .meta({ description: 'When it ends by itself', example: '2027-01-01T00:00:00Z' }),
    ...limits,
  })
  .meta({ id: 'NewApiKey', description: 'The API key that is wanted' })
export type NewApiKey = z.infer<typeof NewApiKey>

const time = (description: string) =>
  z.iso.datetime().meta({ description, example: '2026-01-15T10:30:00Z' })

const described = {
  key_id: ApiKeyId,
  name,
  scopes: scopeList,
  status: z
    .enum(['active', 'expired', 'revoked'])
    .meta({ description: 'Only an active key is let in', example: 'active' }),
  ...limits,
  created_at: time('When it was created'),
  expires_at: time('When it ends by itself').optional(),
  revoked_at: time('When it was revoked').optional(),
  last_used_at: time('When it was last used, to the minute').optional(),
}

export const ApiKey = z
  .object(described)
  .meta({ id: 'ApiKey', description: 'What is known of an API key: not the key itself' })
export type ApiKey = z.infer<typeof ApiKey>

export const CreatedApiKey = z
  .object({
    ...described,
    key: z.string().meta({
      description: 'The key itself, shown this once: only a digest of it is kept',
      example: 'iml_7f3k9x2a_…',
    }),
  })
  .meta({ id: 'CreatedApiKey', description: 'A new API key' })
export type CreatedApiKey = z.infer<typeof CreatedApiKey>

export const ApiKeyList = z
  .object({ api_keys: z.array(ApiKey).meta({ description: 'Newest first, revoked ones as well' }) })
  .meta({ id: 'ApiKeyList', description: 'Every API key' })
export type ApiKeyList = z.infer<typeof ApiKeyList>
