import type { z } from 'zod'
import type { AuditAction } from './audit.ts'
import type { ProblemCode } from './problem.ts'

/** One way an operation can succeed. Without a body nothing is sent. */
export type Success = {
  description: string
  body?: z.ZodType
  /** Of the body; JSON unless it is said. */
  mediaType?: string
  /** Bodies by name; the one that the schema's own examples make up unless it is said. */
  examples?: Record<string, unknown>
  headers?: Record<string, string>
  /** In place of one body: the bodies by media type, where the client chooses among several. */
  contents?: Record<string, z.ZodType>
}

/** What an API key may do. */
export const scopes = ['extract', 'read', 'review', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** One HTTP operation as a value: it is served, documented and called from this. */
export type Operation = {
  /** Name of the operation in OpenAPI and in metrics. */
  id: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Parameters stand in braces: /jobs/{job_id} */
  path: string
  /** What the caller's API key must allow; `any-key` is served to every key, `none` without one. */
  scope: Scope | 'any-key' | 'none'
  /** Noted in the audit trail under this name, before it is done. */
  audit?: AuditAction
  tag: 'documents' | 'webhooks' | 'keys' | 'operating' | 'reference'
  summary: string
  description?: string
  params?: z.ZodObject
  query?: z.ZodObject
  /** Names in lower case. */
  headers?: z.ZodObject
  /** The text parts of multipart/form-data, beside the part `file`. */
  form?: z.ZodObject
  /** Beside a form: one part `file`, unless many parts `files` are taken. */
  files?: 'many'
  /** The body, as application/json. */
  json?: z.ZodType
  /** Such bodies by name; the one that the schema's own examples make up unless it is said. */
  examples?: Record<string, unknown>
  success: Record<number, Success>
  problems: ProblemCode[]
}

/** Declares an operation, keeping the types of its parts. */
export function defineOperation<const T extends Operation>(operation: T): T {
  return operation
}
