import { totalmem } from 'node:os'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { inTime } from './in-time.ts'
import { memoryLimit } from './memory-limit.ts'

type Naming<Label extends string> = { name: string; help: string; labelNames?: Label[] }

/** One number, and what it is of. */
type Measured<Label extends string> = { labels: Record<Label, string>; value: number }

/** The metrics of one process. Names get the prefix `invoiceml_`. */
export type Metrics = {
  registry: Registry
  counter: <Label extends string>(naming: Naming<Label>) => Counter<Label>
  gauge: <Label extends string>(naming: Naming<Label>) => Gauge<Label>
  /**
   * A gauge that is read whenever Prometheus asks. While it cannot be read, or not within 5 s, no number is better than an old
   * one, and all others are told.
   */
  watched: <Label extends string>(
    naming: Naming<Label> & { read: () => Promise<number | Measured<Label>[]> },
  ) => void
  /** Seconds, in the platform's buckets unless others are given. */
  histogram: <Label extends string>(
    naming: Naming<Label> & { buckets?: number[] },
  ) => Histogram<Label>
}

/** Seconds from a cache answer to a long scan. */
export const durationBuckets = [
  0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 300,
]

// Longer than /readyz takes; a scrape waits for ten seconds.
const readTimeoutMs = 5_000

/** A registry with the process's own metrics in it. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const full = <Label extends string>({ name, help, labelNames = [] }: Naming<Label>) => ({
    name: `invoiceml_${name}`,
    help,
    labelNames,
    registers,
  })
  const metrics: Metrics = {
    registry,
    counter: (naming) => new Counter(full(naming)),
    gauge: (naming) => new Gauge(full(naming)),
    watched: ({ read, ...naming }) => {
      const gauge: Gauge = new Gauge({
        ...full(naming),
        collect: async () => {
          const measured = await inTime(readTimeoutMs, read).catch(() => [])
          gauge.reset()
          // Without labels it is reset to 0, which would be a number.
          if (!naming.labelNames) gauge.remove()
          if (typeof measured === 'number') gauge.set(measured)
          else for (const { labels, value } of measured) gauge.set(labels, value)
        },
      })
    },
    histogram: (naming) =>
      new Histogram({ ...full(naming), buckets: naming.buckets ?? durationBuckets }),
  }
  metrics.watched({
    name: 'memory_limit_bytes',
    help: 'Memory that the service may take, with its children; absent without a limit',
    read: async () => memoryLimit(process.constrainedMemory(), totalmem()) ?? [],
  })
  return metrics
}
