import { ProblemError } from '@invoice-ml/contracts'
import type { NextFunction, Request, Response } from 'express'

/** A header that a form of another site cannot send, and a script of one only after a preflight that is never granted. */
export const pageHeader = 'x-requested-by'
export const pageHeaderValue = 'invoice-ml-dashboard'

/**
 * Lets nobody act through the browser of somebody who is signed in: what changes anything must come from the page itself.
 *
 * @throws ProblemError `forbidden`
 */
export function refuseOtherSites(request: Request, _response: Response, next: NextFunction): void {
  if (!['GET', 'HEAD'].includes(request.method) && !isFromThePage(request))
    throw new ProblemError('forbidden', 'Only the page of the dashboard itself may ask for this')
  next()
}

function isFromThePage(request: Request): boolean {
  if (request.get(pageHeader) !== pageHeaderValue) return false
  const site = request.get('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  const origin = request.get('origin')
  return origin === undefined || hostOf(origin) === request.get('host')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
