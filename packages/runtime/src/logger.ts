import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import winston from 'winston'

type Facts = Record<string, unknown>

/** A fixed message that can be searched, and the facts of this time. Nothing that is printed on a document. */
export type Logger = {
  error: (message: string, facts?: Facts) => void
  warn: (message: string, facts?: Facts) => void
  info: (message: string, facts?: Facts) => void
  debug: (message: string, facts?: Facts) => void
  /** A logger that adds these facts to every line. */
  child: (facts: Facts) => Logger
}

export type LogOptions = {
  service: string
  level: string
  /** Folder of the log files. */
  dir: string
  /** `api.log` holds requests, `system.log` everything else. */
  file: 'api.log' | 'system.log'
}

const maxFileBytes = 20_000_000
const maxFiles = 5
const secretKey = /key|secret|token|password|authorization|cookie|filename/i

/** JSON lines to stdout and to a rotated file; values whose key names a secret are not written. */
export function createLogger({ service, level, dir, file }: LogOptions): Logger {
  mkdirSync(dir, { recursive: true })
  const { combine, timestamp, errors, json } = winston.format
  const logger = winston.createLogger({
    level,
    defaultMeta: { service },
    format: combine(timestamp(), errors({ stack: true }), redact(), json()),
    transports: [
      new winston.transports.Console(),
      new winston.transports.File({
        filename: join(dir, file),
        maxsize: maxFileBytes,
        maxFiles,
        tailable: true,
      }),
    ],
  })
  // A full disk must not end the process; what is logged still goes to stdout.
  logger.on('error', (error: Error) => process.stderr.write(`log: ${error.message}\n`))
  return wrap(logger)
}

function wrap(logger: winston.Logger): Logger {
  const write = (level: string) => (message: string, facts?: Facts) => {
    logger.log(level, message, plain(facts))
  }
  return {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: (facts) => wrap(logger.child(facts)),
  }
}

/** Errors lose everything in JSON; what helps to find the fault is kept. */
function plain(facts: Facts = {}): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      value instanceof Error ? describeError(value) : value,
    ]),
  )
}

function describeError(error: Error): Facts {
  const { name, message, stack, cause } = error
  return { name, message, stack, cause: cause instanceof Error ? cause.message : undefined }
}

const redact = winston.format((info) => {
  for (const key of Object.keys(info)) if (secretKey.test(key)) info[key] = '[redacted]'
  return info
})
