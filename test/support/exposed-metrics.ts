import { documentedMetrics } from './documented-metrics.ts'

type Sample = { sample: string; labels: string[] }

export type ExposedMetrics = {
  /** What the service says, as Prometheus hears it. */
  text: string
  /** Names with their types, in order: as it exposes them, and as docs/metrics.md lists them of it. */
  exposed: string[]
  listed: string[]
  sampleCount: number
  /** Samples whose labels are not those that docs/metrics.md names. */
  mislabelled: Sample[]
}

/** Scrapes one service by its admin address, beside what docs/metrics.md says of it. */
export async function exposedMetrics(url: string): Promise<ExposedMetrics> {
  const response = await fetch(`${url}/metrics`)
  const text = await response.text()
  const service = /service="([a-z-]+)"/.exec(text)?.[1]
  const documented = documentedMetrics().filter((metric) =>
    ['Every service', service].includes(metric.service),
  )
  const samples = samplesIn(text)
  const types = [...text.matchAll(/^# TYPE (invoiceml_\w+) (\w+)$/gm)]
  return {
    text,
    exposed: types.map(([, name, type]) => `${name} ${type}`).sort(),
    listed: documented.map(({ name, type }) => `${name} ${type}`).sort(),
    sampleCount: samples.length,
    mislabelled: samples.filter(({ sample, labels }) => {
      const name = sample.replace(/_(bucket|sum|count)$/, '')
      const metric = documented.find((one) => one.name === sample || one.name === name)
      return metric?.labels.toSorted().join() !== labels.join()
    }),
  }
}

/** With their own labels, in order. */
function samplesIn(text: string): Sample[] {
  const lines = [...text.matchAll(/^(invoiceml_\w+)\{([^}]*)\} /gm)]
  return lines.map(([, sample = '', pairs = '']) => {
    const labels = [...pairs.matchAll(/(\w+)="/g)].map(([, label = '']) => label)
    return { sample, labels: labels.filter((one) => one !== 'service' && one !== 'le').sort() }
  })
}
