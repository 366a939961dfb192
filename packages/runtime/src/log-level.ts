import { unwatchFile, watchFile } from 'node:fs'
import { ConfigError, readSettings, settingsPath } from './config.ts'
import type { Logger } from './logger.ts'
import type { Settings } from './settings.ts'

type Level = Settings['monitoring']['log_level']

/** The level that the logs of a process have now. */
export type LogLevel = {
  current: () => Level
  set: (level: Level) => void
  /** Calls back with each new level. */
  onChange: (listener: (level: Level) => void) => void
}

export function createLogLevel(initial: Level): LogLevel {
  const listeners: ((level: Level) => void)[] = []
  let current = initial
  return {
    current: () => current,
    set: (level) => {
      if (level === current) return
      current = level
      for (const listener of listeners) listener(level)
    },
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
}

const lookEveryMs = 2_000

/**
 * Follows monitoring.log_level in the settings file while the process runs; nothing else of the file is read again. Returns how
 * to stop.
 */
export function followLogLevel(
  level: LogLevel,
  {
    env,
    logger,
    everyMs = lookEveryMs,
  }: { env: NodeJS.ProcessEnv; logger: Logger; everyMs?: number },
): () => void {
  const path = settingsPath(env)
  const look = () => {
    try {
      const before = level.current()
      level.set(readSettings(env).monitoring.log_level)
      if (level.current() !== before)
        logger.warn('log level changed', { from: before, to: level.current() })
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      logger.warn('settings have mistakes, the log level stays', { mistakes: error.mistakes })
    }
  }
  // By looking, since what mounts and editors do to a file is not always told.
  watchFile(path, { interval: everyMs, persistent: false }, look)
  return () => unwatchFile(path, look)
}
