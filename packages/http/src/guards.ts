import type { AuditAction, AuditOutcome, Operation } from '@invoice-ml/contracts'
import type { Express, Request, RequestHandler, Response } from 'express'

/** Who asks. */
export type Caller = {
  /** What the audit trail calls it: an API key, or how it came without one. */
  actor: string
  /** Where it asks from, as far as that can be believed. */
  address: string
}

/** What a caller must hold: a scope, any key at all, or nothing. */
export type Needed = Operation['scope']

/** Lets callers in. */
export type Gate = {
  /** Before anything of a body is read. @throws ProblemError `unauthenticated`, `forbidden`, `rate-limited` */
  admit: (needed: Needed, request: Request, response: Response) => Promise<Caller>
  /** Whether who was let in would still be, as its key may have been revoked since. */
  isStillAllowed: (needed: Needed, request: Request) => Promise<boolean>
}

type Deed = Caller & { action: AuditAction; target?: string | undefined; requestId: string }

/** Notes who did what. */
export type Trail = {
  /** Before a deed, which is not done when this rejects. */
  begin: (deed: Deed) => Promise<string>
  /** After it. Never rejects. */
  settle: (entry: string, outcome: AuditOutcome, target?: string) => Promise<void>
  noteRead: (deed: Deed) => void
}

export type Guards = { gate: Gate; trail: Trail }

const guardsOf = new WeakMap<Express, Guards>()

/** From here on these guard the operations of the application. */
export function guard(app: Express, guards: Guards): void {
  guardsOf.set(app, guards)
}

/** The guards of an application. Throws when it has none: nothing is served unguarded by oversight. */
export function requireGuards(app: Express): Guards {
  const guards = guardsOf.get(app)
  if (!guards) throw new Error('createApp was given no guards')
  return guards
}

/** Lets in who holds what is needed; everybody else is told why not. */
export function admit({ gate }: Pick<Guards, 'gate'>, needed: Needed): RequestHandler {
  return async (request, response, next) => {
    response.locals.caller = await gate.admit(needed, request, response)
    next()
  }
}

/** Who asked, once it was let in. */
export function callerOf(response: Response): Caller | undefined {
  return response.locals.caller
}
