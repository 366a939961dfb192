export { blobEnvironment } from './blob-environment.ts'
export { type Config, ConfigError, readConfig, readEnvironment, readSettings } from './config.ts'
export {
  confidenceBuckets,
  createExtractionMetrics,
  type ExtractionMetrics,
} from './extraction-metrics.ts'
export { inTime } from './in-time.ts'
export { isOutage } from './is-outage.ts'
export { createLogLevel, type LogLevel } from './log-level.ts'
export { createLogger, type Logger } from './logger.ts'
export { createMetrics, durationBuckets, type Metrics } from './metrics.ts'
export { readingVersion } from './reading-version.ts'
export { type Recurring, recur } from './recur.ts'
export { Retraining } from './retraining.ts'
export { type Context, runService, type Service } from './service.ts'
export { Settings } from './settings.ts'
export { type OpenSpan, type SpanFacts, type Tracer, untraced } from './tracer.ts'
