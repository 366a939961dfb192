import type { CalibrationCurve } from '@invoice-ml/contracts'
import { Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useLanguage } from '../messages/language.tsx'
import { Chart, type ChartSeries } from './chart.tsx'

const all: [number, number] = [0, 1]

/** The confidence that was given against the share that was right: honest ones lie on the diagonal. */
export function CalibrationChart({ curve }: { curve: CalibrationCurve }) {
  const { text, format } = useLanguage()
  const { observed, honest, predicted } = text.models
  const x = useMemo(() => [0, ...curve.bins.map(({ confidence }) => confidence), 1], [curve])
  const series = useMemo(
    (): ChartSeries[] => [
      {
        label: observed,
        color: { light: '#099268', dark: '#38d9a9' },
        values: [null, ...curve.bins.map(({ right }) => right), null],
        kind: 'points',
      },
      { label: honest, color: { light: '#868e96', dark: '#868e96' }, values: x },
    ],
    [curve, observed, honest, x],
  )
  if (curve.bins.length === 0) return <Text size="sm">{text.models.noCalibration}</Text>
  return (
    <>
      <Text size="sm" mb="xs">
        {text.models.calibrationHint} {text.models.calibrationOf(curve.documents)}
      </Text>
      <Chart
        label={text.models.calibration}
        x={x}
        isTime={false}
        xLabel={predicted}
        series={series}
        range={{ x: all, y: all }}
        writeX={format.percent}
        writeY={format.percent}
      />
      <details>
        <summary>
          <Text span size="sm">
            {text.overview.table}
          </Text>
        </summary>
        <Table verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{predicted}</Table.Th>
              <Table.Th>{observed}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {curve.bins.map(({ confidence, right }) => (
              <Table.Tr key={confidence}>
                <Table.Td>{format.percent(confidence)}</Table.Td>
                <Table.Td>{format.percent(right)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </>
  )
}
