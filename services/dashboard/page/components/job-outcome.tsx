import type { Job } from '@invoice-ml/contracts'
import { Alert, Anchor, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan } from '@tabler/icons-react'
import { gatewayPath } from '../api.ts'
import { explainProblem } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'
import { EnglishDetail } from './english-detail.tsx'

/** What there is to say of a job without a result: how far it is, or why it has none. */
export function JobOutcome({ job: { status, problem, progress } }: { job: Job }) {
  const { text } = useLanguage()
  if (status === 'failed' && problem)
    return (
      <Alert
        color="red"
        variant="light"
        icon={<IconAlertTriangle aria-hidden />}
        title={text.review.failedTitle}
        role="alert"
      >
        <Stack gap={6}>
          <Text fw={600}>{explainProblem(problem, text)}</Text>
          <Text size="sm">
            <Anchor
              href={`${gatewayPath}${problem.type}`}
              target="_blank"
              rel="noreferrer"
              underline="always"
            >
              {text.review.moreHelp}
            </Anchor>{' '}
            · {problem.code}
          </Text>
          <EnglishDetail>{problem.detail ?? problem.title}</EnglishDetail>
        </Stack>
      </Alert>
    )
  if (status === 'cancelled')
    return (
      <Alert
        color="gray"
        icon={<IconBan aria-hidden />}
        title={text.review.cancelled}
        role="status"
      />
    )
  return (
    <Stack align="center" py="xl" role="status">
      <Loader aria-hidden />
      <Text>{text.review.running}</Text>
      {progress && <Text size="sm">{text.review.stage(progress.page, progress.pages)}</Text>}
    </Stack>
  )
}
