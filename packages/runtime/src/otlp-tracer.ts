import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { OpenSpan, Tracer } from './tracer.ts'

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const

// 2,048 at most wait in memory; who goes does not wait long for a collector that is away.
const stopMs = 3_000

/** Sends spans over OTLP, as JSON, to where the variables OTEL_EXPORTER_OTLP_… say. */
export function createOtlpTracer(service: string): Tracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `invoice-ml-${service}` }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
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
