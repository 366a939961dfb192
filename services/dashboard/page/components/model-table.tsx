import type { Model } from '@invoice-ml/contracts'
import { Badge, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage } from '../messages/language.tsx'

type Props = { models: Model[]; actionFor: (model: Model) => ReactNode }

/** The versions of the detector, newest first. */
export function ModelTable({ models, actionFor }: Props) {
  const { text } = useLanguage()
  return (
    <>
      <div className="lines-scroll stacked">
        <Table aria-label={text.models.versions}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.models.version}</Table.Th>
              <Table.Th>{text.models.trainedAt}</Table.Th>
              <Table.Th className="amount">{text.models.realPages}</Table.Th>
              <Table.Th className="amount">{text.models.generatedPages}</Table.Th>
              <Table.Th className="amount">{text.models.size}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {models.map((model) => (
              <Row key={model.model_version} model={model} action={actionFor(model)} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Text size="xs" mt="xs">
        {text.models.precisionHint}
      </Text>
    </>
  )
}

function Row({ model, action }: { model: Model; action: ReactNode }) {
  const { text, format } = useLanguage()
  const { model_version, created_at, is_serving, size_bytes, metrics } = model
  return (
    <Table.Tr>
      <Table.Td>
        {model_version}{' '}
        {is_serving && (
          <Badge variant="light" color="green" className="badge">
            {text.models.serving}
          </Badge>
        )}
      </Table.Td>
      <Table.Td data-label={text.models.trainedAt}>{format.date(created_at)}</Table.Td>
      <Table.Td className="amount" data-label={text.models.realPages}>
        {format.percent(precisionOn(metrics?.real))}
      </Table.Td>
      <Table.Td className="amount" data-label={text.models.generatedPages}>
        {format.percent(precisionOn(metrics?.generated))}
      </Table.Td>
      <Table.Td className="amount" data-label={text.models.size}>
        {format.megabytes(size_bytes)}
      </Table.Td>
      <Table.Td className="amount">{action}</Table.Td>
    </Table.Tr>
  )
}

/** Mean average precision at an overlap of half, as a training of ours measures it on pages of one kind. */
function precisionOn(measured: unknown): number | undefined {
  const value = partOf(partOf(measured, 'both'), 'map50')
  return typeof value === 'number' ? value : undefined
}

function partOf(whole: unknown, name: string): unknown {
  return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined
}
