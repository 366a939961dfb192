import { Badge, Table } from '@mantine/core'
import type { ReactNode } from 'react'
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
              <Table.Td>{describeMetrics(model.metrics ?? {}, format.number)}</Table.Td>
              <Table.Td>{actionFor(model)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

const mostShown = 4

/** The first numbers of what a manifest measures, whatever its form: "map50 0.805". */
function describeMetrics(
  metrics: Record<string, unknown>,
  write: (value: number) => string,
): string {
  const found = numbersIn(metrics, [])
    .slice(0, mostShown)
    .map(([path, value]) => `${path} ${write(value)}`)
  return found.join(' · ') || '–'
}

function numbersIn(part: unknown, path: string[]): [path: string, value: number][] {
  if (typeof part === 'number') return [[path.slice(-2).join(' '), part]]
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) => numbersIn(value, [...path, name]))
}
