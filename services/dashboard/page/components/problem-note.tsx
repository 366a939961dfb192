import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ApiError } from '../api.ts'
import { useLanguage } from '../messages/language.tsx'
import { ProblemWords } from './problem-words.tsx'

type Props = { error: unknown; onRetry?: () => void }

/** What went wrong, what to do about it, and what the operator needs to find it. */
export function ProblemNote({ error, onRetry }: Props) {
  const { text } = useLanguage()
  const problem = error instanceof ApiError ? error.problem : undefined
  const isForbidden = problem?.code === 'forbidden'
  const title = isForbidden
    ? text.common.notAllowed
    : problem?.code === 'not-found'
      ? text.common.notThere
      : text.common.failed
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
    >
      <ProblemWords error={error} />
      {onRetry && !isForbidden && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            {text.common.retry}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
