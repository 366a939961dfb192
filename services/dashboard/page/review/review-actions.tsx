import { Button, Group, Text } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'
import { useMay } from '../session.ts'

/** Undefined actions cannot be taken now. */
type Props = {
  note: string | undefined
  isDrawing: boolean
  isInQueue: boolean
  isBusy: boolean
  onConfirm: (() => void) | undefined
  onSkip: (() => void) | undefined
  onDraw: (() => void) | undefined
  onGiveUp: () => void
}

/** What can be done with the document, always in sight, and by which keys. */
export function ReviewActions({ note, isDrawing, isInQueue, isBusy, ...on }: Props) {
  const { text } = useLanguage()
  const mayReview = useMay('review')
  return (
    <div className="review-actions">
      <Text size="sm" role="status" mb={note ? 6 : 0} fw={600}>
        {note}
        {isDrawing && <span className="keys">{text.review.drawingKeys}</span>}
      </Text>
      {mayReview && (
        <Group gap="xs">
          <Button loading={isBusy} disabled={!on.onConfirm} onClick={on.onConfirm}>
            {isInQueue ? text.review.confirm : text.review.confirmOne}
          </Button>
          {isInQueue && (
            <Button variant="default" disabled={isBusy || !on.onSkip} onClick={on.onSkip}>
              {text.review.skip}
            </Button>
          )}
          {isDrawing ? (
            <Button variant="default" onClick={on.onGiveUp}>
              {text.review.giveUp}
            </Button>
          ) : (
            <Button
              className="draw"
              variant="default"
              disabled={isBusy || !on.onDraw}
              onClick={on.onDraw}
            >
              {text.review.draw}
            </Button>
          )}
        </Group>
      )}
      <Text size="xs" mt={6} className="keys">
        {text.review.keys}
        {mayReview && text.review.reviewKeys}
        {isInQueue && text.review.skipKey}
      </Text>
    </div>
  )
}
