import { z } from 'zod'
import { problemCodes } from './problem.ts'

/** What the audit trail notes. */
export const auditActions = [
  'result.read',
  'results.listed',
  'result.corrected',
  'review.asked',
  'results.exported',
  'job.deleted',
  'key.created',
  'key.revoked',
  'webhook.changed',
  'model.deployed',
  'training.requested',
] as const
export type AuditAction = (typeof auditActions)[number]

export const AuditAction = z
  .enum(auditActions)
  .meta({ id: 'AuditAction', description: 'What was done', example: 'job.deleted' })

/** `unknown` is written before the deed and replaced after it: it stays where the process ended in between. */
export const auditOutcomes = ['done', 'unknown', ...problemCodes] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

export const AuditEntry = z
  .object({
    at: z.iso.datetime().meta({ description: 'When', example: '2026-01-15T10:30:00Z' }),
    actor: z.string().meta({
      description:
        'The API key, `loopback` without one, `terminal`, or `label_studio:` and the number of the person there',
      example: 'key_7f3k9x2a',
    }),
    action: AuditAction,
    target: z
      .string()
      .optional()
      .meta({ description: 'What it was done to', example: 'job_01kb4c9t3q8v6m2x7r5n0w1ydz' }),
    outcome: z.enum(auditOutcomes).meta({
      description: 'What came of it: `done`, the problem it ended with, or `unknown`',
      example: 'done',
    }),
    request_id: z
      .string()
      .optional()
      .meta({ description: 'The request, as in the logs', example: 'req_7f3k' }),
    address: z
      .string()
      .optional()
      .meta({ description: 'Where it came from', example: '192.0.2.7' }),
  })
  .meta({ id: 'AuditEntry', description: 'Who did what' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditList = z
  .object({
    entries: z.array(AuditEntry).meta({ description: 'Newest first' }),
    next_cursor: z.string().optional().meta({
      description: 'For the next page; absent on the last',
      example: '1768473000123-4711',
    }),
  })
  .meta({ id: 'AuditList', description: 'One page of the audit trail' })
export type AuditList = z.infer<typeof AuditList>
