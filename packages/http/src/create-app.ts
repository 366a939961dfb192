import { randomUUID } from 'node:crypto'
import { RequestId } from '@invoice-ml/contracts'
import { type Logger, type Metrics, type Tracer, untraced } from '@invoice-ml/runtime'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import { callerOf, type Guards, guard } from './guards.ts'

export type AppOptions = {
  logger: Logger
  metrics: Metrics
  /** Told of every request. */
  tracer?: Tracer
  /** Who is let in to the operations, and what is noted of it; without them no operation can be served. */
  guards?: Guards
  /** Proxies whose word about the client's address is believed, as CIDR; the socket alone is believed otherwise. */
  trustedProxies?: string[]
}

/** An Express application with request ids, security headers, an access log and the duration of every request but streams of events. */
export function createApp(options: AppOptions): Express {
  const { guards, trustedProxies = [] } = options
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.set('trust proxy', trustedProxies)
  if (guards) guard(app, guards)
  app.use(observe(options))
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      xFrameOptions: { action: 'deny' },
      // Whether the platform stands behind TLS is for the proxy to say.
      strictTransportSecurity: false,
    }),
  )
  app.use(keepNothing)
  return app
}

/** Answers hold what is private: nobody on the way keeps them, unless a route says otherwise. */
function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

function observe({ logger, metrics, tracer = untraced }: AppOptions) {
  const duration = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['operation', 'status'],
  })
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now()
    const requestId = requestIdOf(request)
    const span = tracer.start('request', {
      kind: 'server',
      parent: request.get('traceparent'),
      facts: { request_id: requestId },
    })
    response.locals.requestId = requestId
    response.locals.traceparent = span.traceparent
    response.setHeader('X-Request-Id', requestId)
    response.on('close', () => {
      const seconds = (performance.now() - startedAt) / 1_000
      const operation: string = response.locals.operation ?? 'none'
      const isStream = isStreamOfEvents(response)
      // Who follows events leaves when there is enough of them.
      const status = response.writableFinished || isStream ? response.statusCode : 499
      if (!isStream) duration.observe({ operation, status }, seconds)
      span.note({ operation, status })
      if (status >= 500) span.fail(`${status}`)
      span.end()
      logger.info('request', {
        requestId,
        method: request.method,
        operation,
        status,
        client: callerOf(response)?.actor,
        durationMs: Math.round(seconds * 1_000),
      })
    })
    next()
  }
}

function isStreamOfEvents(response: Response): boolean {
  return (
    response.headersSent && `${response.getHeader('content-type')}`.startsWith('text/event-stream')
  )
}

function requestIdOf(request: Request): string {
  const given = RequestId.safeParse(request.get('X-Request-Id'))
  return given.success ? given.data : `req_${randomUUID()}`
}
