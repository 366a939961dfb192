import type { Health, Stats } from '@invoice-ml/contracts'
import {
  Badge,
  Button,
  Card,
  Center,
  Group,
  Loader,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../api.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { NumberCard } from '../components/number-card.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { TargetCard } from '../components/target-card.tsx'
import { TrainingList } from '../components/training-list.tsx'
import { Trend } from '../components/trend.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useTrainings } from '../models-api.ts'

/** What was promised: an answer within 2 s, confidence above 0.85, success above 95 %, uptime above 99 %. */
const targets = { answerMs: 2_000, confidence: 0.85, success: 0.95, uptime: 0.99 }
const healthEveryMs = 10_000

/** What the platform has done, has to do, and how well. */
export function Overview() {
  const { text } = useLanguage()
  const [period, setPeriod] = useState(30)
  const stats = useQuery({
    queryKey: ['stats'],
    queryFn: ({ signal }) => call('get', '/stats', { signal }),
  })
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => call('get', '/health', { signal }),
    // No event tells that a part went away.
    refetchInterval: healthEveryMs,
  })
  const history = useQuery({
    queryKey: ['history', period],
    queryFn: ({ signal }) =>
      call('get', '/stats/history', { query: { days: String(period) }, signal }),
    placeholderData: (before) => before,
  })
  const trainings = useTrainings()
  if (stats.error) return <ProblemNote error={stats.error} onRetry={() => void stats.refetch()} />
  if (!stats.data)
    return (
      <Center h="40vh">
        <Loader aria-label={text.common.loading} />
      </Center>
    )
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text.overview.title}
        </Title>
        <State health={health.data} isAway={health.error !== null} />
      </Group>
      {stats.data.total_extractions === 0 && <First />}
      <Targets stats={stats.data} health={health.data} />
      <Numbers stats={stats.data} />
      {history.data && <Trend days={history.data.days} period={period} onPeriod={setPeriod} />}
      {trainings.data && (
        <Card withBorder padding="md">
          <Title order={2} size="h5" mb="xs">
            {text.overview.trainings}
          </Title>
          <TrainingList trainings={trainings.data.slice(0, 3)} />
        </Card>
      )}
    </Stack>
  )
}

function First() {
  const { text } = useLanguage()
  return (
    <Card withBorder>
      <EmptyState
        icon={<IconFileInvoice aria-hidden size={40} stroke={1.4} />}
        title={text.overview.firstTitle}
        hint={text.overview.firstHint}
      >
        <Button component={Link} to="/documents">
          {text.documents.choose}
        </Button>
      </EmptyState>
    </Card>
  )
}

const stateColors = { healthy: 'green', degraded: 'orange', unhealthy: 'red' } as const

function State({ health, isAway }: { health: Health | undefined; isAway: boolean }) {
  const { text } = useLanguage()
  const status = isAway ? 'unhealthy' : health?.status
  if (!status) return null
  const away = Object.entries(health?.components ?? {}).filter(
    ([, part]) => part.status !== 'healthy',
  )
  return (
    <Badge size="lg" variant="light" color={stateColors[status]} role="status" className="badge">
      {text.overview[status]}
      {away.length > 0 && ` : ${away.map(([name]) => name).join(', ')}`}
    </Badge>
  )
}

function Targets({ stats, health }: { stats: Stats; health: Health | undefined }) {
  const { text, format } = useLanguage()
  const { p95_duration_ms: p95, average_confidence: confidence, success_rate: success } = stats
  return (
    <section aria-label={text.overview.targets}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
        <TargetCard
          name={text.overview.answer}
          value={format.milliseconds(p95)}
          target={`< ${format.milliseconds(targets.answerMs)}`}
          isMet={p95 === null ? undefined : p95 < targets.answerMs}
        />
        <TargetCard
          name={text.overview.confidence}
          value={format.percent(confidence)}
          target={`> ${format.percent(targets.confidence)}`}
          isMet={confidence === null ? undefined : confidence > targets.confidence}
        />
        <TargetCard
          name={text.overview.success}
          value={format.percent(success)}
          target={`> ${format.percent(targets.success)}`}
          isMet={success === null ? undefined : success > targets.success}
        />
        <TargetCard
          name={text.overview.uptime}
          value={format.percent(undefined)}
          target={`> ${format.percent(targets.uptime)}`}
          isMet={undefined}
          note={text.overview.uptimeNote(format.duration(health?.uptime_seconds))}
        />
      </SimpleGrid>
    </section>
  )
}

function Numbers({ stats }: { stats: Stats }) {
  const { text, format } = useLanguage()
  const { overview } = text
  const numbers = [
    [overview.total, format.number(stats.total_extractions)],
    [overview.today, format.number(stats.extractions_last_24h)],
    [overview.straight, format.percent(stats.straight_through_rate)],
    [overview.review, format.percent(stats.review_rate)],
    [overview.cache, format.percent(stats.cache_hit_rate)],
    [overview.median, format.milliseconds(stats.p50_duration_ms)],
    [overview.queue, format.number(stats.queue_depth)],
    [overview.processing, format.number(stats.processing)],
    [overview.wait, `${format.number(stats.expected_wait_seconds)} s`],
    [overview.workers, format.number(stats.workers)],
    [overview.failures, format.number(stats.failed_extractions)],
    [overview.annotated, format.number(stats.annotations_since_last_training)],
  ] as const
  return (
    <section aria-label={overview.numbers}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        {numbers.map(([name, value]) => (
          <NumberCard key={name} name={name} value={value} />
        ))}
      </SimpleGrid>
      <Text size="sm" mt="xs">
        {overview.model(stats.model_version ?? '–')}
      </Text>
    </section>
  )
}
