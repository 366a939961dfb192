import type { z } from 'zod'
import { createAdminServer } from './admin-server.ts'
import { type Config, ConfigError, readConfig, readEnvironment } from './config.ts'
import { createLogLevel, followLogLevel, type LogLevel } from './log-level.ts'
import { createLogger, type Logger } from './logger.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createTracer, type Tracer } from './tracer.ts'
import { isTraced, TracingEnvironment } from './tracing-environment.ts'

/** What a service is made from. */
export type Context<Environment> = {
  config: Config<Environment>
  logger: Logger
  metrics: Metrics
  /** What further logs of the process follow. */
  logLevel: LogLevel
  tracer: Tracer
}

/** A service, wired and at rest. */
export type Service = {
  start: () => Promise<void>
  /** Rejects, saying why, while a dependency does not answer. */
  ready: () => Promise<unknown>
  /** Undoes start backwards: takes no more work, finishes what runs, lets go of connections. */
  stop: () => Promise<void>
}

/**
 * The life of a process: configuration, log, metrics, dependencies, admin server, start; then it waits for SIGTERM or
 * SIGINT, stops, and lets the event loop empty. After STOP_TIMEOUT_MS, or on a second signal, it exits with status 1.
 */
export async function runService<Shape extends z.ZodRawShape>(
  name: string,
  environmentSchema: z.ZodObject<Shape>,
  create: (context: Context<z.infer<z.ZodObject<Shape>>>) => Service,
): Promise<void> {
  const config = orExit(() => readConfig(environmentSchema, process.env))
  const tracing = orExit(() =>
    isTraced(process.env) ? readEnvironment(TracingEnvironment, process.env) : undefined,
  )
  const logLevel = createLogLevel(config.settings.monitoring.log_level)
  const log = { service: name, level: logLevel, dir: config.LOG_DIR }
  const logger = createLogger({ ...log, file: 'system.log' })
  const stopFollowing = followLogLevel(logLevel, { env: process.env, logger })
  // Whoever read what it prints is gone: the files have it, and it stops in order.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
  const metrics = createMetrics(name)
  process.on('unhandledRejection', (error) => {
    logger.error('unhandled rejection', { error })
    process.exitCode = 1
    process.kill(process.pid, 'SIGTERM')
  })
  const tracer = await createTracer(name, tracing)
  const service = create({ config, logger, metrics, logLevel, tracer })
  const admin = createAdminServer({
    host: config.ADMIN_HOST,
    port: config.ADMIN_PORT,
    metrics,
    ready: () => service.ready(),
  })
  const signal = nextSignal()
  try {
    await admin.start()
    await service.start()
    logger.info('started', { pid: process.pid, adminPort: config.ADMIN_PORT })
    logger.info('stopping', { signal: await signal })
  } catch (error) {
    logger.error('could not start', { error })
    process.exitCode = 1
  }
  exitWhenLate(logger, config.STOP_TIMEOUT_MS)
  admin.turnAway()
  await service.stop()
  await admin.stop()
  await tracer.stop()
  stopFollowing()
  logger.info('stopped')
}

/** What is read of the configuration; with its mistakes told, the end of the process. */
function orExit<Part>(read: () => Part): Part {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
}

function exitWhenLate(logger: Logger, timeoutMs: number): void {
  const exit = (reason: string) => {
    logger.error('stopped by force', { reason })
    process.exit(1)
  }
  setTimeout(() => exit('timeout'), timeoutMs).unref()
  process.on('SIGTERM', () => exit('second signal'))
  process.on('SIGINT', () => exit('second signal'))
}
