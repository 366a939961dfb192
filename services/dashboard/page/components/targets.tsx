import type { Stats } from '@invoice-ml/contracts'
import { SimpleGrid } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'
import { TargetCard } from './target-card.tsx'

/** What was promised: an answer within 2 s, confidence above 0.85, success above 95 %, uptime above 99 %. */
const targets = { answerMs: 2_000, confidence: 0.85, success: 0.95, uptime: 0.99 }

/** The four targets, and whether each is met. */
export function Targets({ stats }: { stats: Stats }) {
  const { text, format } = useLanguage()
  const { p95_duration_ms: p95, average_confidence: confidence, success_rate: success } = stats
  const { uptime, uptime_since } = stats
  return (
    <section aria-label={text.overview.targets}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
        <TargetCard
          name={text.overview.answer}
          value={format.milliseconds(p95)}
          target={`< ${format.milliseconds(targets.answerMs)}`}
          isMet={p95 === null ? undefined : p95 < targets.answerMs}
          note={text.overview.answerNote}
        />
        <TargetCard
          name={text.overview.confidence}
          value={format.percent(confidence)}
          target={`> ${format.percent(targets.confidence)}`}
          isMet={confidence === null ? undefined : confidence > targets.confidence}
          note={text.overview.confidenceNote}
        />
        <TargetCard
          name={text.overview.success}
          value={format.percent(success)}
          target={`> ${format.percent(targets.success)}`}
          isMet={success === null ? undefined : success > targets.success}
          note={text.overview.successNote}
        />
        <TargetCard
          name={text.overview.uptime}
          value={format.uptime(uptime)}
          target={`> ${format.percent(targets.uptime)}`}
          isMet={uptime === null ? undefined : uptime > targets.uptime}
          note={
            uptime_since === null
              ? undefined
              : text.overview.uptimeNote(format.dateTime(uptime_since))
          }
        />
      </SimpleGrid>
    </section>
  )
}
