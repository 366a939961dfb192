import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { OpenSpan, Tracer } from './tracer.ts'
import type { TracingEnvironment } from './tracing-environment.ts'

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const

// Who goes does not wait long for a collector that is away.
const stopMs = 3_000

/** Sends spans over OTLP, as JSON, to where the variables OTEL_EXPORTER_OTLP_… say; no more wait in memory than OTEL_BSP_… allow. */
export function createOtlpTracer(service: string, env: TracingEnvironment): Tracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `invoice-ml-${service}` }),
    sampler: samplerOf(env),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: env.OTEL_BSP_SCHEDULE_DELAY,
        exportTimeoutMillis: env.OTEL_BSP_EXPORT_TIMEOUT,
        maxQueueSize: env.OTEL_BSP_MAX_QUEUE_SIZE,
        maxExportBatchSize: env.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
      }),
    ],
  })
  const tracer = provider.getTracer('invoice-ml')
  return {
    start: (name, { parent, kind = 'internal', startedAt, facts } = {}) => {
      const span = tracer.startSpan(
        name,
        { kind: kinds[kind], ...(startedAt ? { startTime: startedAt } : {}) },
        contextOf(parent),
      )
      const open = wrap(span)
      if (facts) open.note(facts)
      return open
    },
    stop: async () => {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, stopMs)
      // A collector that is away loses what it was not told.
      await Promise.race([provider.shutdown().catch(() => {}), late.promise])
      clearTimeout(timer)
    },
  }
}

/** Which traces are sent. With `parentbased_`, what is part of a trace follows the trace. */
function samplerOf(env: TracingEnvironment): Sampler {
  const on = new AlwaysOnSampler()
  const off = new AlwaysOffSampler()
  const drawn = new TraceIdRatioBasedSampler(env.OTEL_TRACES_SAMPLER_ARG)
  const samplers: Record<TracingEnvironment['OTEL_TRACES_SAMPLER'], Sampler> = {
    always_on: on,
    always_off: off,
    traceidratio: drawn,
    parentbased_always_on: new ParentBasedSampler({ root: on }),
    parentbased_always_off: new ParentBasedSampler({ root: off }),
    parentbased_traceidratio: new ParentBasedSampler({ root: drawn }),
  }
  return samplers[env.OTEL_TRACES_SAMPLER]
}

function wrap(span: Span): OpenSpan {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    note: (facts) => {
      for (const [key, value] of Object.entries(facts))
        if (value !== undefined) span.setAttribute(`invoiceml.${key}`, value)
    },
    fail: (message) => {
      span.setStatus({ code: SpanStatusCode.ERROR, message })
    },
    end: (at) => span.end(at),
  }
}

const traceparentPattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** What is no traceparent begins a trace of its own, as W3C Trace Context asks. */
function contextOf(traceparent: string | undefined) {
  const [, traceId, spanId, flags] = traceparentPattern.exec(traceparent ?? '') ?? []
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags, 16)
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}
