import { Text } from '@mantine/core'
import { ApiError } from '../api.ts'
import { describePath } from '../describe-path.ts'
import { explainError } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'
import { EnglishDetail } from './english-detail.tsx'
import { Sentence } from './sentence.tsx'

/** What to do about an error, what it names, and what the operator needs to find it. */
export function ProblemWords({ error }: { error: unknown }) {
  const { text } = useLanguage()
  const problem = error instanceof ApiError ? error.problem : undefined
  return (
    <>
      <Text size="sm">{explainError(error, text)}</Text>
      {problem?.errors?.map(({ path, message }) => (
        <Text size="sm" key={path + message}>
          {describePath(path, text)} : <Sentence>{message}</Sentence>
        </Text>
      ))}
      {problem?.detail !== undefined && problem.errors === undefined && (
        <EnglishDetail>{problem.detail}</EnglishDetail>
      )}
      {problem?.request_id && (
        <Text size="xs" ff="monospace" mt={4}>
          {problem.code} · {problem.request_id}
        </Text>
      )}
    </>
  )
}
