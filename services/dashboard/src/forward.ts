import { ServerResponse } from 'node:http'
import { ProblemError } from '@invoice-ml/contracts'
import type { Logger } from '@invoice-ml/runtime'
import type { Express, Request, Response } from 'express'
import { createProxyMiddleware } from 'http-proxy-middleware'
import { keyFor } from './credentials.ts'
import type { Sessions } from './sessions.ts'

type Dependencies = { sessions: Sessions; gatewayUrl: string; logger: Logger }

// Streams of events say something every 15 s, and a document is waited for 60 s at most; to deploy a model takes longest: it is
// tried for 75 s, and readers are given 120 s to take it.
const silenceMs = 220_000

/** What the gateway is not told: whose browser it was, and what that carries for us alone. */
const ownHeaders =
  /^(cookie|origin|referer|authorization|x-api-key|x-requested-by|sec-.*|forwarded|x-forwarded-.*|x-real-ip|via)$/

export type Forward = {
  /** Ends what would last for ever. */
  endStreams: () => void
}

/** /dashboard/api/…: the gateway, with the key of whoever is signed in. */
export function addForward(app: Express, dependencies: Dependencies): Forward {
  const { sessions, gatewayUrl, logger } = dependencies
  const open = new Set<Response>()
  const proxy = createProxyMiddleware<Request, Response>({
    target: gatewayUrl,
    changeOrigin: true,
    xfwd: false,
    proxyTimeout: silenceMs,
    on: {
      error: (error, request, response) => {
        logger.warn('the gateway did not answer', {
          requestId: response instanceof ServerResponse ? response.locals.requestId : undefined,
          error,
        })
        if (response instanceof ServerResponse) sayUnavailable(request, response)
      },
    },
  })
  app.use('/dashboard/api', async (request, response, next) => {
    response.locals.operation = 'forward'
    const key = await keyFor(request, response, sessions)
    for (const name of Object.keys(request.headers))
      if (ownHeaders.test(name)) delete request.headers[name]
    if (key !== undefined) request.headers['x-api-key'] = key
    request.headers['x-request-id'] = response.locals.requestId
    open.add(response)
    response.on('close', () => open.delete(response))
    await proxy(request, response, next)
  })
  return {
    endStreams: () => {
      for (const response of open)
        if (`${response.getHeader('content-type')}`.startsWith('text/event-stream')) response.end()
    },
  }
}

function sayUnavailable(request: Request, response: Response): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const problem = new ProblemError('service-unavailable', 'The gateway does not answer')
  response
    .status(problem.status)
    .set('Retry-After', '5')
    .type('application/problem+json')
    .send(JSON.stringify(problem.toProblem(request.originalUrl, response.locals.requestId)))
}
