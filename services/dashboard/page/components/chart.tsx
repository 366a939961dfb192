import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'

export type ChartSeries = {
  label: string
  /** One for each theme, so that both have enough contrast. */
  color: { light: string; dark: string }
  values: (number | null)[]
  kind?: 'bars' | 'line' | 'points'
}

type Props = {
  /** What is drawn, for who does not see it; the numbers themselves stand in a table beside. */
  label: string
  /** Along the horizontal axis: seconds since 1970 when `isTime`, whose days are those of UTC; numbers otherwise. */
  x: number[]
  isTime: boolean
  /** Name of the horizontal axis. */
  xLabel: string
  series: ChartSeries[]
  writeX: (value: number) => string
  writeY: (value: number) => string
  heightPx?: number
  /** From and to, where the values do not decide. */
  range?: { x?: [number, number]; y?: [number, number] }
}

/** A chart that follows the theme and the width that it is given. */
export function Chart(props: Props) {
  const { label, heightPx = 240 } = props
  const { ref, width } = useElementSize()
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    if (!place.current || width === 0) return undefined
    const plot = new uPlot(
      optionsOf(props, { width, height: heightPx, scheme }),
      [props.x, ...props.series.map(({ values }) => values)],
      place.current,
    )
    return () => plot.destroy()
  }, [props, width, heightPx, scheme])
  return (
    <div ref={ref} className="chart">
      <div ref={place} role="img" aria-label={label} />
    </div>
  )
}

type Look = { width: number; height: number; scheme: 'light' | 'dark' }

// Of a series and a theme: fill of bars, then width of a bar among the places.
const barFill = '40'
const barShare = 0.7

// Within a day, the same day would be written again.
const dayIncrements = [1, 2, 3, 5, 7, 10, 15, 30, 60, 90].map((days) => days * 86_400)

function optionsOf(
  { isTime, xLabel, series, writeX, writeY, range }: Props,
  { width, height, scheme }: Look,
): uPlot.Options {
  const ink = scheme === 'dark' ? '#c9c9c9' : '#343a40'
  const grid = { stroke: scheme === 'dark' ? '#3b3b3b' : '#e9ecef', width: 1 }
  const axis = { stroke: ink, grid, ticks: grid, font: '12px system-ui, sans-serif' }
  const bars = uPlot.paths.bars?.({ size: [barShare, 40] })
  return {
    width,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'UTC'),
    scales: {
      x: { time: isTime, ...(range?.x ? { range: range.x } : {}) },
      y: range?.y
        ? { range: range.y }
        : { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      {
        ...axis,
        values: (_plot, splits) => splits.map(writeX),
        space: 90,
        ...(isTime ? { incrs: dayIncrements } : {}),
      },
      { ...axis, values: (_plot, splits) => splits.map(writeY), size: 56 },
    ],
    series: [
      { value: (_plot, value) => (value === null ? '' : writeX(value)), label: xLabel },
      ...series.map(({ label, color, kind = 'line' }) => ({
        label,
        stroke: color[scheme],
        width: kind === 'points' ? 0 : 2,
        value: (_plot: uPlot, value: number | null, _series: number, at: number | null) => {
          // Nothing is pointed at.
          if (at === null) return ''
          return value === null ? '–' : writeY(value)
        },
        points: { show: kind === 'points', size: 8 },
        ...(kind === 'bars' && bars ? { paths: bars, fill: `${color[scheme]}${barFill}` } : {}),
      })),
    ],
  }
}
