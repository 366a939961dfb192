import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { useLanguage } from '../messages/language.tsx'
import { losesChanges } from './leaving.ts'

type Props = {
  /** Whether there is anything to lose. */
  isChanged: boolean
  /** It is on its way to the platform. */
  isSending: boolean
  /** Whether the person is being asked. */
  onAsked: (isAsked: boolean) => void
  /** The person goes on where she is. */
  onStay: () => void
}

/**
 * Asks whoever leaves the document before what she has changed is lost; the browser asks when the tab itself is closed. Whoever
 * leaves while it is being sent goes as soon as it is saved.
 */
export function UnsavedChanges({ isChanged, isSending, onAsked, onStay }: Props) {
  const { text } = useLanguage()
  const blocker = useBlocker((move) => isChanged && losesChanges(move))
  useEffect(() => {
    if (!isChanged) return undefined
    const ask = (event: Event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged])

  const isAsked = blocker.state === 'blocked'
  useEffect(() => onAsked(isAsked), [isAsked, onAsked])
  useEffect(() => {
    if (!isChanged) blocker.proceed?.()
  }, [isChanged, blocker])

  function stay(): void {
    blocker.reset?.()
    onStay()
  }

  return (
    <Modal
      opened={isAsked}
      onClose={stay}
      title={isSending ? text.review.sending : text.review.unsaved}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Stack>
        <Text size="sm" role="status">
          {isSending ? text.review.sendingHint : text.review.unsavedHint}
        </Text>
        <Group justify="end">
          <Button variant="default" onClick={stay} data-autofocus>
            {text.review.stay}
          </Button>
          <Button color="red.8" onClick={() => blocker.proceed?.()}>
            {isSending ? text.review.leaveNow : text.review.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
