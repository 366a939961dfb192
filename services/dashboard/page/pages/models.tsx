import { Button, Stack, Text, Title } from '@mantine/core'
import { ActivateButton } from '../administration/activate-button.tsx'
import { CalibrationChart } from '../components/calibration-chart.tsx'
import { Comparison } from '../components/comparison.tsx'
import { DeploymentTable } from '../components/deployment-table.tsx'
import { Loaded } from '../components/loaded.tsx'
import { ModelTable } from '../components/model-table.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { TrainingList } from '../components/training-list.tsx'
import { useLanguage } from '../messages/language.tsx'
import {
  reloadModel,
  startTraining,
  useCalibration,
  useModels,
  useTrainings,
} from '../models-api.ts'
import { useMay } from '../session.ts'
import { useAction } from '../use-action.ts'

/** What reads, what read before, and what is being learned. */
export function Models() {
  const { text } = useLanguage()
  const mayAdminister = useMay('admin')
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {text.models.title}
      </Title>
      {mayAdminister && <Versions />}
      <Trainings mayTrain={mayAdminister} />
      <Calibration />
    </Stack>
  )
}

function Versions() {
  const { text } = useLanguage()
  const models = useModels()
  const reload = useAction(['models'])
  const reloadButton = (
    <Button
      size="xs"
      variant="default"
      loading={reload.isBusy}
      onClick={() => void reload.run(reloadModel)}
    >
      {text.models.reload}
    </Button>
  )
  return (
    <Loaded query={models} height="20vh">
      {({ models: versions, deployments }) => (
        <>
          <Section title={text.models.versions} action={reloadButton}>
            {reload.error !== undefined && <ProblemNote error={reload.error} />}
            <ModelTable
              models={versions}
              actionFor={(model) =>
                !model.is_serving && <ActivateButton version={model.model_version} />
              }
            />
          </Section>
          <Section title={text.models.history}>
            <DeploymentTable deployments={deployments} />
          </Section>
        </>
      )}
    </Loaded>
  )
}

function Trainings({ mayTrain }: { mayTrain: boolean }) {
  const { text } = useLanguage()
  const trainings = useTrainings()
  const training = useAction(['trainings'])
  const trainButton = mayTrain && (
    <Button size="xs" loading={training.isBusy} onClick={() => void training.run(startTraining)}>
      {text.models.train}
    </Button>
  )
  return (
    <Loaded query={trainings} height="20vh">
      {(all) => {
        const compared = all.find(({ evaluation }) => evaluation !== undefined)
        return (
          <>
            <Section title={text.models.trainings} action={trainButton}>
              {training.error !== undefined && <ProblemNote error={training.error} />}
              <TrainingList trainings={all} />
            </Section>
            <Section title={text.models.comparison}>
              {compared?.evaluation ? (
                <Comparison training={compared} evaluation={compared.evaluation} />
              ) : (
                <Text size="sm">{text.models.noComparison}</Text>
              )}
            </Section>
          </>
        )
      }}
    </Loaded>
  )
}

function Calibration() {
  const { text } = useLanguage()
  return (
    <Section title={text.models.calibration}>
      <Loaded query={useCalibration()} height="10vh">
        {(curve) => <CalibrationChart curve={curve} />}
      </Loaded>
    </Section>
  )
}
