import type { Health } from '@invoice-ml/contracts'
import { Badge, Button, Card, Group, Stack, Title } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../api.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Loaded } from '../components/loaded.tsx'
import { Numbers } from '../components/numbers.tsx'
import { Section } from '../components/section.tsx'
import { Suppliers } from '../components/suppliers.tsx'
import { Targets } from '../components/targets.tsx'
import { TrainingList } from '../components/training-list.tsx'
import { Trend } from '../components/trend.tsx'
import { readHealth } from '../health.ts'
import { useLanguage } from '../messages/language.tsx'
import { useTrainings } from '../models-api.ts'
import { useSample } from '../sample.ts'
import { useMay } from '../session.ts'

// No event tells that a part went away, nor that another minute went well.
const lookEveryMs = 10_000

/** What the platform has done, has to do, and how well. */
export function Overview() {
  const { text } = useLanguage()
  const stats = useQuery({
    queryKey: ['stats'],
    queryFn: ({ signal }) => call('get', '/stats', { signal }),
    refetchInterval: lookEveryMs,
  })
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => readHealth(signal),
    refetchInterval: lookEveryMs,
  })
  const trainings = useTrainings()
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text.overview.title}
        </Title>
        {/* What was away before says nothing of what is so now. */}
        <State health={health.error ? noHealth : health.data} />
      </Group>
      <Loaded query={stats} height="40vh">
        {(all) => (
          <>
            {all.total_extractions === 0 && <First />}
            <Targets stats={all} />
            <Numbers stats={all} />
            <Days />
            <Suppliers />
            {trainings.data && (
              <Section title={text.overview.trainings}>
                <TrainingList trainings={trainings.data.slice(0, 3)} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Stack>
  )
}

function Days() {
  const [period, setPeriod] = useState(30)
  const history = useQuery({
    queryKey: ['history', period],
    queryFn: ({ signal }) =>
      call('get', '/stats/history', { query: { days: String(period) }, signal }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={history}>
      {({ days }) => <Trend days={days} period={period} onPeriod={setPeriod} />}
    </Loaded>
  )
}

function First() {
  const { text } = useLanguage()
  const trySample = useSample()
  const mayExtract = useMay('extract')
  return (
    <Card withBorder>
      <EmptyState
        icon={<IconFileInvoice aria-hidden size={40} stroke={1.4} />}
        title={text.overview.firstTitle}
        hint={text.overview.firstHint}
      >
        {mayExtract && (
          <Group justify="center" gap="sm">
            <Button component={Link} to="/documents">
              {text.overview.submit}
            </Button>
            <Button variant="default" onClick={trySample}>
              {text.documents.sample}
            </Button>
          </Group>
        )}
      </EmptyState>
    </Card>
  )
}

const stateColors = { healthy: 'green', degraded: 'orange', unhealthy: 'red' } as const

/** Of a platform that does not answer. */
const noHealth = { status: 'unhealthy', components: {} } as const

function State({ health }: { health: Pick<Health, 'status' | 'components'> | undefined }) {
  const { text } = useLanguage()
  if (!health) return null
  const { status, components } = health
  const away = Object.entries(components)
    .filter(([, part]) => part.status !== 'healthy')
    .map(([name]) => text.overview.parts[name] ?? name)
  return (
    <Badge size="lg" variant="light" color={stateColors[status]} role="status" className="badge">
      {text.overview[status]}
      {away.length > 0 && ` (${away.join(', ')})`}
    </Badge>
  )
}
