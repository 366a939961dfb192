import { randomUUID } from 'node:crypto'
import { RequestId } from '@invoice-ml/contracts'
import type { Logger, Metrics } from '@invoice-ml/runtime'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'

export type AppOptions = { logger: Logger; metrics: Metrics }

/** An Express application with request ids, security headers, an access log and the duration of every request. */
export function createApp({ logger, metrics }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.use(observe(logger, metrics))
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      // Whether the platform stands behind TLS is for the proxy to say.
      strictTransportSecurity: false,
    }),
  )
  return app
}

function observe(logger: Logger, metrics: Metrics) {
  const duration = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['operation', 'status'],
  })
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now()
    const requestId = requestIdOf(request)
    response.locals.requestId = requestId
    response.setHeader('X-Request-Id', requestId)
    response.on('close', () => {
      const seconds = (performance.now() - startedAt) / 1_000
      const operation: string = response.locals.operation ?? 'none'
      const status = response.writableFinished ? response.statusCode : 499
      duration.observe({ operation, status }, seconds)
      logger.info('request', {
        requestId,
        method: request.method,
        operation,
        status,
        durationMs: Math.round(seconds * 1_000),
      })
    })
    next()
  }
}

function requestIdOf(request: Request): string {
  const given = RequestId.safeParse(request.get('X-Request-Id'))
  return given.success ? given.data : `req_${randomUUID()}`
}
