import type { Stats } from '@invoice-ml/contracts'
import { SimpleGrid, Text } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'
import { NumberCard } from './number-card.tsx'

/** What was done, what waits, and what was learned from. */
export function Numbers({ stats }: { stats: Stats }) {
  const { text, format } = useLanguage()
  const { overview } = text
  const missing = stats.annotations_to_next_training
  const numbers = [
    { name: overview.total, value: format.number(stats.total_extractions) },
    { name: overview.today, value: format.number(stats.extractions_last_24h) },
    { name: overview.straight, value: format.percent(stats.straight_through_rate) },
    { name: overview.review, value: format.percent(stats.review_rate) },
    { name: overview.failures, value: format.number(stats.failed_extractions) },
    { name: overview.cache, value: format.percent(stats.cache_hit_rate) },
    { name: overview.queue, value: format.number(stats.queue_depth) },
    { name: overview.processing, value: format.number(stats.processing) },
    { name: overview.wait, value: format.duration(stats.expected_wait_seconds) },
    { name: overview.median, value: format.milliseconds(stats.p50_duration_ms) },
    { name: overview.workers, value: format.number(stats.workers) },
    {
      name: overview.annotated,
      value: format.number(stats.annotated_documents),
      note: missing === null ? overview.noTraining : overview.missing(missing),
    },
  ]
  return (
    <section aria-label={overview.numbers}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        {numbers.map((number) => (
          <NumberCard key={number.name} {...number} />
        ))}
      </SimpleGrid>
      <Text size="sm" mt="xs">
        {overview.model(stats.model_version ?? '–')}
      </Text>
    </section>
  )
}
