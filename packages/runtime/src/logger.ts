import { join } from 'node:path'
import { Writable } from 'node:stream'
import winston from 'winston'
import type { LogLevel } from './log-level.ts'
import { createRotatingFile } from './rotating-file.ts'

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
  /** A level that may change meanwhile, or one that stays. */
  level: LogLevel | string
  /** Folder of the log files. */
  dir: string
  /** `api.log` holds requests, `system.log` everything else. */
  file: 'api.log' | 'system.log'
}

const maxFileBytes = 20_000_000
// Beside the one that is written.
const maxFiles = 4
const secretKey = /key|secret|token|password|authorization|cookie|filename/i

/** JSON lines to stdout and to a file of bounded size, which processes share; values whose key names a secret are not written. */
export function createLogger({ service, level, dir, file }: LogOptions): Logger {
  const { combine, timestamp, errors, json } = winston.format
  const logger = winston.createLogger({
    level: typeof level === 'string' ? level : level.current(),
    defaultMeta: { service },
    format: combine(timestamp(), errors({ stack: true }), redact(), json()),
    transports: [
      new winston.transports.Console(),
      new winston.transports.Stream({ stream: fileStream(join(dir, file)) }),
    ],
  })
  logger.on('error', complain)
  if (typeof level !== 'string')
    level.onChange((changed) => {
      logger.level = changed
    })
  return wrap(logger)
}

function fileStream(path: string): Writable {
  const file = createRotatingFile({ path, maxBytes: maxFileBytes, maxFiles, onTrouble: complain })
  return new Writable({
    write: (chunk, _encoding, done) => {
      file.write(chunk)
      done()
    },
  })
}

/** A full disk must not end the process; what is logged still goes to stdout. */
function complain(error: unknown): void {
  process.stderr.write(`log: ${error instanceof Error ? error.message : error}\n`)
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
