import { z } from 'zod'

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

const count = z.coerce.number().int().min(1)

/**
 * OpenTelemetry's own variables, with its defaults: which traces are sent, and how they are gathered (times in milliseconds).
 * What begins with OTEL_EXPORTER_OTLP_ is read by the exporter itself.
 */
export const TracingEnvironment = z.object({
  OTEL_TRACES_SAMPLER: z.enum(samplers).default('parentbased_always_on'),
  /** The share of traces that are sent, for the samplers that draw. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: count.default(5_000),
  OTEL_BSP_EXPORT_TIMEOUT: count.default(30_000),
  OTEL_BSP_MAX_QUEUE_SIZE: count.default(2_048),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count.default(512),
})
export type TracingEnvironment = z.infer<typeof TracingEnvironment>

/** Whether it is said where traces go. Without it the other variables are those of other programs. */
export function isTraced(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
}
