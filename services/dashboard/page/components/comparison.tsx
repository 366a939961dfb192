import type { Training, TrainingEvaluation } from '@invoice-ml/contracts'
import { Badge, List, Stack, Table, Text } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'
import { Sentence } from './sentence.tsx'

type Props = { training: Training; evaluation: TrainingEvaluation }

/** Champion and challenger on the same documents, field by field, and why one of them serves. */
export function Comparison({ training, evaluation }: Props) {
  const { text, format } = useLanguage()
  const { champion, challenger, by_field, interval, passed, reasons } = evaluation
  const [low, high] = interval.map((points) => format.number(points))
  const rows = [
    {
      name: text.models.keyFields,
      documents: evaluation.documents,
      a: champion.key_f1,
      b: challenger.key_f1,
    },
    {
      name: text.models.allFields,
      documents: evaluation.documents,
      a: champion.all_f1,
      b: challenger.all_f1,
    },
    ...by_field.map((field) => ({
      name: text.fields[field.label],
      documents: field.documents,
      a: field.champion,
      b: field.challenger,
    })),
  ]
  return (
    <Stack gap="xs">
      <Text size="sm">
        {text.models.compared(evaluation.documents, evaluation.suppliers)}{' '}
        <Badge variant="light" color={passed ? 'green' : 'orange'} className="badge">
          {text.models.states[training.status]}
        </Badge>
      </Text>
      <Text size="sm">
        {text.models.difference(format.number(evaluation.difference), low ?? '', high ?? '')}
      </Text>
      <List size="sm">
        {reasons.map((reason) => (
          <List.Item key={reason}>
            <Sentence>{reason}</Sentence>
          </List.Item>
        ))}
      </List>
      <div className="lines-scroll">
        <Table aria-label={text.models.comparison}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>F1</Table.Th>
              <Table.Th>{text.nav.documents}</Table.Th>
              <Table.Th>
                {text.models.champion} ({training.champion})
              </Table.Th>
              <Table.Th>
                {text.models.challenger} ({training.challenger})
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, documents, a, b }) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{documents}</Table.Td>
                <Table.Td>{format.percent(a)}</Table.Td>
                <Table.Td fw={b > a ? 700 : 400}>{format.percent(b)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  )
}
