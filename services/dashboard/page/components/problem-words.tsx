import { Text } from '@mantine/core'
import { ApiError } from '../api.ts'
import { explainError } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'

/** What to do about an error, what it names, and what the operator needs to find it. */
export function ProblemWords({ error }: { error: unknown }) {
  const { text } = useLanguage()
  const problem = error instanceof ApiError ? error.problem : undefined
  return (
    <>
      <Text size="sm">{explainError(error, text)}</Text>
      {problem?.errors?.map(({ path, message }) => (
        <Text size="sm" key={path + message}>
          {path.replace(/^body\./, '')} : {message}
        </Text>
      ))}
      {problem?.request_id && (
        <Text size="xs" ff="monospace" mt={4}>
          {problem.code} · {problem.request_id}
        </Text>
      )}
    </>
  )
}
