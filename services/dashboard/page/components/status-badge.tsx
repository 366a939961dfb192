import { Badge } from '@mantine/core'
import type { JobRow } from '../jobs.ts'
import { useLanguage } from '../messages/language.tsx'

const colors = {
  queued: 'gray',
  processing: 'blue',
  completed: 'green',
  failed: 'red',
  cancelled: 'gray',
} as const

type Props = { job: Pick<JobRow, 'status' | 'needsReview' | 'progress'> }

/** The state of a job in a word: colour never says it alone. */
export function StatusBadge({ job: { status, needsReview, progress } }: Props) {
  const { text } = useLanguage()
  if (status === 'completed' && needsReview)
    return (
      <Badge color="orange" variant="light" className="badge">
        {text.documents.toReview}
      </Badge>
    )
  const pages = progress && progress.pages > 1 ? ` ${progress.page}/${progress.pages}` : ''
  return (
    <Badge color={colors[status]} variant="light" className="badge">
      {text.statuses[status]}
      {pages}
    </Badge>
  )
}
