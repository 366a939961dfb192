import type { TracingEnvironment } from './tracing-environment.ts'

/** One piece of work in a trace, from its start to its end. */
export type OpenSpan = {
  /** Its name for what goes on elsewhere, as W3C Trace Context writes it; undefined while nothing is traced. */
  traceparent: string | undefined
  /** What is known of it by now. Nothing that is printed on a document. */
  note: (facts: SpanFacts) => void
  /** It has not done what it should: the code of the problem, or what else there is to say without telling secrets. */
  fail: (reason: string) => void
  end: (at?: Date) => void
}

export type SpanFacts = Record<string, string | number | boolean | undefined>

export type SpanOptions = {
  /** The work that it is part of; without it a trace begins. */
  parent?: string | undefined
  kind?: 'internal' | 'server' | 'client' | 'consumer'
  startedAt?: Date
  facts?: SpanFacts
}

/** Tells a collector of OpenTelemetry what was done, and when. */
export type Tracer = {
  start: (name: string, options?: SpanOptions) => OpenSpan
  /** Sends what is left. Never rejects. */
  stop: () => Promise<void>
}

const noSpan: OpenSpan = { traceparent: undefined, note: () => {}, fail: () => {}, end: () => {} }

/** Traces nothing. */
export const untraced: Tracer = { start: () => noSpan, stop: async () => {} }

/** A tracer; without an environment nothing is traced, and nothing of OpenTelemetry is loaded. */
export async function createTracer(
  service: string,
  env: TracingEnvironment | undefined,
): Promise<Tracer> {
  if (!env) return untraced
  const { createOtlpTracer } = await import('./otlp-tracer.ts')
  return createOtlpTracer(service, env)
}
