import { createApp, createServer, problemHandler, unknownRoute } from '@invoice-ml/http'
import { type Context, createLogger, type Service } from '@invoice-ml/runtime'
import { addSession } from './add-session.ts'
import type { DashboardConfig } from './config.ts'
import { addForward } from './forward.ts'
import { createGatewayClient } from './gateway-client.ts'
import { addPage } from './page.ts'
import { refuseOtherSites } from './refuse-other-sites.ts'
import { createSessions } from './sessions.ts'

const drainMs = 10_000

/** The page, the session of whoever looks at it, and the way to the gateway. */
export function createDashboard({
  config,
  logger,
  logLevel,
  metrics,
}: Context<DashboardConfig>): Service {
  const { settings } = config
  const gateway = createGatewayClient(config.GATEWAY_URL)
  const sessions = createSessions(config.DASHBOARD_SECRET)
  const accessLog = createLogger({
    service: 'dashboard',
    level: logLevel,
    dir: config.LOG_DIR,
    file: 'api.log',
  })
  const app = createApp({
    logger: accessLog,
    metrics,
    trustedProxies: settings.api.trusted_proxies,
  })
  app.use(refuseOtherSites)
  addSession(app, { sessions, gateway })
  const forward = addForward(app, { sessions, gatewayUrl: config.GATEWAY_URL, logger })
  addPage(app, config.PAGE_DIR)
  app.use(unknownRoute)
  app.use(problemHandler(logger))
  const server = createServer(app, {
    host: settings.api.host,
    port: settings.dashboard.port,
    maxBodyBytes: Math.max(settings.api.max_file_mb, settings.api.max_batch_mb) * 1_000_000,
  })
  return {
    start: () => server.listen(),
    // Without the gateway the page still says what is wrong.
    ready: async () => {},
    stop: async () => {
      forward.endStreams()
      await server.close(drainMs)
    },
  }
}
