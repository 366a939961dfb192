import { Button, Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link, Navigate } from 'react-router'
import { EmptyState } from '../components/empty-state.tsx'
import { Loaded } from '../components/loaded.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useReviewQueueAnew } from '../review/use-next.ts'
import { useSample } from '../sample.ts'
import { useMay } from '../session.ts'

/** Goes to the first document that waits for a person. */
export function ReviewQueue() {
  return (
    <Loaded query={useReviewQueueAnew()} height="40vh">
      {([first]) => (first === undefined ? <Done /> : <Navigate to={`/review/${first}`} replace />)}
    </Loaded>
  )
}

function Done() {
  const { text } = useLanguage()
  const trySample = useSample()
  const mayExtract = useMay('extract')
  return (
    <EmptyState
      isPage
      icon={<IconCircleCheck aria-hidden size={48} stroke={1.3} />}
      title={text.review.done}
      hint={text.review.doneHint}
    >
      <Group justify="center" gap="sm">
        <Button component={Link} to="/documents">
          {text.review.back}
        </Button>
        {mayExtract && (
          <Button variant="default" onClick={trySample}>
            {text.documents.sample}
          </Button>
        )}
      </Group>
    </EmptyState>
  )
}
