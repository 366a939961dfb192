import { Button, Card, Center, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { IconBrain } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ActivateButton } from '../administration/activate-button.tsx'
import { call } from '../api.ts'
import { CalibrationChart } from '../components/calibration-chart.tsx'
import { Comparison } from '../components/comparison.tsx'
import { DeploymentTable } from '../components/deployment-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ModelTable } from '../components/model-table.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { TrainingList } from '../components/training-list.tsx'
import { useLanguage } from '../messages/language.tsx'
import { isNotServed, reloadModel, startTraining, useModels, useTrainings } from '../models-api.ts'
import { useMay } from '../session.ts'
import { useAction } from '../use-action.ts'

/** What reads, what read before, and what is being learned. */
export function Models() {
  const { text } = useLanguage()
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {text.models.title}
      </Title>
      <Versions />
      <Trainings />
      <Calibration />
    </Stack>
  )
}

function Calibration() {
  const { text } = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['calibration'],
    queryFn: ({ signal }) => call('get', '/stats/calibration', { signal }),
  })
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5" mb="xs">
        {text.models.calibration}
      </Title>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data && <CalibrationChart curve={data} />}
    </Card>
  )
}

function Versions() {
  const { text } = useLanguage()
  const { data, error, refetch } = useModels()
  const mayDeploy = useMay('admin')
  const reload = useAction(['models'])
  if (isNotServed(error))
    return (
      <EmptyState
        icon={<IconBrain aria-hidden size={40} stroke={1.4} />}
        title={text.models.versions}
        hint={text.common.notThere}
      />
    )
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <Center h="20vh">
        <Loader aria-label={text.common.loading} />
      </Center>
    )
  return (
    <>
      <Card withBorder padding="md">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h5">
            {text.models.versions}
          </Title>
          {mayDeploy && (
            <Button
              size="xs"
              variant="default"
              loading={reload.isBusy}
              onClick={() => void reload.run(reloadModel)}
            >
              {text.models.reload}
            </Button>
          )}
        </Group>
        {reload.error !== undefined && <ProblemNote error={reload.error} />}
        <ModelTable
          models={data.models}
          actionFor={(model) =>
            mayDeploy && !model.is_serving && <ActivateButton version={model.model_version} />
          }
        />
      </Card>
      <Card withBorder padding="md">
        <Title order={2} size="h5" mb="xs">
          {text.models.history}
        </Title>
        <DeploymentTable deployments={data.deployments} />
      </Card>
    </>
  )
}

function Trainings() {
  const { text } = useLanguage()
  const { data, error, refetch } = useTrainings()
  const mayTrain = useMay('admin')
  const training = useAction(['trainings'])
  const compared = data?.find(({ evaluation }) => evaluation !== undefined)
  return (
    <>
      <Card withBorder padding="md">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h5">
            {text.models.trainings}
          </Title>
          {mayTrain && data && (
            <Button
              size="xs"
              loading={training.isBusy}
              onClick={() => void training.run(startTraining)}
            >
              {text.models.train}
            </Button>
          )}
        </Group>
        {training.error !== undefined && <ProblemNote error={training.error} />}
        {isNotServed(error) && <Text size="sm">{text.common.notThere}</Text>}
        {error && !isNotServed(error) && (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
        {data && <TrainingList trainings={data} />}
      </Card>
      {data && (
        <Card withBorder padding="md">
          <Title order={2} size="h5" mb="xs">
            {text.models.comparison}
          </Title>
          {compared?.evaluation ? (
            <Comparison training={compared} evaluation={compared.evaluation} />
          ) : (
            <Text size="sm">{text.models.noComparison}</Text>
          )}
        </Card>
      )}
    </>
  )
}
