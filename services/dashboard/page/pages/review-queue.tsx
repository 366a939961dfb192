import { Center, Loader } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link, Navigate } from 'react-router'
import { EmptyState } from '../components/empty-state.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useReviewQueue } from '../review/use-next.ts'

/** Goes to the first document that waits for a person. */
export function ReviewQueue() {
  const { text } = useLanguage()
  const { data, error, refetch, isPending } = useReviewQueue()
  const [first] = data ?? []
  if (first !== undefined) return <Navigate to={`/review/${first}`} replace />
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (isPending)
    return (
      <Center h="40vh">
        <Loader aria-label={text.common.loading} />
      </Center>
    )
  return (
    <EmptyState
      icon={<IconCircleCheck aria-hidden size={48} stroke={1.3} />}
      title={text.review.done}
      hint={text.review.doneHint}
    >
      <Link to="/documents">{text.review.back}</Link>
    </EmptyState>
  )
}
