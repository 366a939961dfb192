import type { DayCounts } from '@invoice-ml/contracts'
import { Card, Group, SegmentedControl, Table, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useLanguage } from '../messages/language.tsx'
import { Chart, type ChartSeries } from './chart.tsx'

type Props = { days: DayCounts[]; period: number; onPeriod: (days: number) => void }

const periods = [7, 30, 90]

const halfDaySeconds = 43_200

/** Half a day more on either side, for the bars of the first and the last. */
function rangeOf(x: number[]): [number, number] {
  return [(x[0] ?? 0) - halfDaySeconds, (x.at(-1) ?? 0) + halfDaySeconds]
}

/** Documents day by day, as a chart and as a table. */
export function Trend({ days, period, onPeriod }: Props) {
  const { text, format } = useLanguage()
  const { trendRead, trendReview, trendFailed } = text.overview
  const x = useMemo(() => days.map(({ date }) => Date.parse(date) / 1_000), [days])
  const series = useMemo(
    (): ChartSeries[] => [
      {
        label: trendRead,
        color: { light: '#099268', dark: '#38d9a9' },
        values: days.map(({ completed }) => completed),
        kind: 'bars',
      },
      {
        label: trendReview,
        color: { light: '#d9480f', dark: '#ffa94d' },
        values: days.map(({ needing_review }) => needing_review),
      },
      {
        label: trendFailed,
        color: { light: '#c92a2a', dark: '#ff8787' },
        values: days.map(({ failed }) => failed),
      },
    ],
    [days, trendRead, trendReview, trendFailed],
  )
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {text.overview.trend}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={text.overview.period}
          value={String(period)}
          onChange={(value) => onPeriod(Number(value))}
          data={periods.map((days) => ({ value: String(days), label: text.overview.days(days) }))}
        />
      </Group>
      <Chart
        label={text.overview.trend}
        x={x}
        isTime
        xLabel={text.overview.day}
        range={{ x: rangeOf(x) }}
        series={series}
        writeX={(seconds) => format.value(new Date(seconds * 1_000).toISOString().slice(0, 10))}
        writeY={(count) => (Number.isInteger(count) ? format.number(count) : '')}
      />
      <details>
        <summary>
          <Text span size="sm">
            {text.overview.table}
          </Text>
        </summary>
        <div className="lines-scroll">
          <Table verticalSpacing={2}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text.overview.day}</Table.Th>
                <Table.Th>{trendRead}</Table.Th>
                <Table.Th>{trendReview}</Table.Th>
                <Table.Th>{trendFailed}</Table.Th>
                <Table.Th>{text.overview.confidence}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {days.toReversed().map((day) => (
                <Table.Tr key={day.date}>
                  <Table.Td>{format.value(day.date)}</Table.Td>
                  <Table.Td>{format.number(day.completed)}</Table.Td>
                  <Table.Td>{format.number(day.needing_review)}</Table.Td>
                  <Table.Td>{format.number(day.failed)}</Table.Td>
                  <Table.Td>{format.percent(day.average_confidence)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </details>
    </Card>
  )
}
