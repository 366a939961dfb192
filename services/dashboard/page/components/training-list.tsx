import type { Training, TrainingStatus } from '@invoice-ml/contracts'
import { Badge, Progress, Stack, Table, Text } from '@mantine/core'
import { explainProblem } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'
import { EnglishDetail } from './english-detail.tsx'

const colors: Partial<Record<TrainingStatus, string>> = {
  deployed: 'green',
  rejected: 'orange',
  failed: 'red',
}

/** Trainings, newest first: how far they are, and what came of them. */
export function TrainingList({ trainings }: { trainings: Training[] }) {
  const { text, format } = useLanguage()
  if (trainings.length === 0) return <Text size="sm">{text.models.noTrainings}</Text>
  return (
    <div className="lines-scroll stacked">
      <Table aria-label={text.models.trainings}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.webhooks.when}</Table.Th>
            <Table.Th>{text.webhooks.state}</Table.Th>
            <Table.Th>{text.nav.documents}</Table.Th>
            <Table.Th>{text.models.challenger}</Table.Th>
            <Table.Th>F1</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {trainings.map((training) => (
            <Table.Tr key={training.training_id}>
              <Table.Td>{format.dateTime(training.created_at)}</Table.Td>
              <Table.Td data-label={text.webhooks.state}>
                <State training={training} />
              </Table.Td>
              <Table.Td data-label={text.nav.documents}>
                {format.number(training.documents)} (+{format.number(training.new_documents)})
              </Table.Td>
              <Table.Td data-label={text.models.challenger}>{training.challenger ?? '–'}</Table.Td>
              <Table.Td data-label="F1">
                {training.evaluation
                  ? `${format.percent(training.evaluation.champion.key_f1)} → ${format.percent(training.evaluation.challenger.key_f1)}`
                  : '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function State({ training }: { training: Training }) {
  const { text, format } = useLanguage()
  const { status, progress, problem } = training
  const words = text.models.states[status]
  return (
    <Stack gap={2}>
      <Badge variant="light" color={colors[status] ?? 'blue'} className="badge">
        {words}
      </Badge>
      {status === 'training' && progress && (
        <>
          <Progress value={progress.done * 100} aria-label={words} />
          <Text size="xs">
            {text.models.epoch(
              progress.epoch,
              progress.epochs,
              format.duration(progress.left_seconds),
            )}
          </Text>
        </>
      )}
      {problem && (
        <>
          <Text size="xs">{explainProblem(problem, text)}</Text>
          <EnglishDetail>{problem.detail}</EnglishDetail>
        </>
      )}
    </Stack>
  )
}
