import { Badge, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Messages } from '../messages/fr.ts'
import { useLanguage } from '../messages/language.tsx'
import type { Model } from '../models-api.ts'

type Props = { models: Model[]; actionFor: (model: Model) => ReactNode }

/** The versions of the detector, newest first. */
export function ModelTable({ models, actionFor }: Props) {
  const { text, format } = useLanguage()
  return (
    <div className="lines-scroll">
      <Table aria-label={text.models.versions}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.models.version}</Table.Th>
            <Table.Th>{text.models.trainedAt}</Table.Th>
            <Table.Th>{text.models.size}</Table.Th>
            <Table.Th>{text.models.metric}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.map((model) => (
            <Table.Tr key={model.model_version}>
              <Table.Td>
                {model.model_version}{' '}
                {model.is_serving && (
                  <Badge variant="light" color="green" className="badge">
                    {text.models.serving}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>{format.date(model.created_at)}</Table.Td>
              <Table.Td>{format.number(Math.round(model.size_bytes / 1_000))} kB</Table.Td>
              <Table.Td>
                {describeMetrics(model.metrics ?? {}, text.models, format.number)}
              </Table.Td>
              <Table.Td>{actionFor(model)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** How sure the boxes are on drawn pages and on real ones, as a training of ours measures: mean average precision at an overlap of half. */
function describeMetrics(
  metrics: Record<string, unknown>,
  { generatedPages, realPages }: Pick<Messages['models'], 'generatedPages' | 'realPages'>,
  write: (value: number) => string,
): string {
  const parts = [
    [generatedPages, map50Of(metrics.generated)],
    [realPages, map50Of(metrics.real)],
  ] as const
  const known = parts.flatMap(([name, value]) =>
    value === undefined ? [] : [`${write(value)} ${name}`],
  )
  return known.length > 0 ? `mAP50 ${known.join(' · ')}` : '–'
}

function map50Of(measured: unknown): number | undefined {
  const value = partOf(partOf(measured, 'both'), 'map50')
  return typeof value === 'number' ? value : undefined
}

function partOf(whole: unknown, name: string): unknown {
  return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined
}
