import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { useLanguage } from '../messages/language.tsx'
import { losesChanges } from './leaving.ts'

type Props = {
  /** Whether there is anything to lose. */
  isChanged: boolean
  /** The person goes on where she is. */
  onStay: () => void
}

/** Asks whoever leaves the document before what she has changed is lost; the browser asks when the tab itself is closed. */
export function UnsavedChanges({ isChanged, onStay }: Props) {
  const { text } = useLanguage()
  const blocker = useBlocker((move) => isChanged && losesChanges(move))
  useEffect(() => {
    if (!isChanged) return undefined
    const ask = (event: Event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged])

  function stay(): void {
    blocker.reset?.()
    onStay()
  }

  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title={text.review.unsaved}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Stack>
        <Text size="sm">{text.review.unsavedHint}</Text>
        <Group justify="end">
          <Button variant="default" onClick={stay} data-autofocus>
            {text.review.stay}
          </Button>
          <Button color="red.8" onClick={() => blocker.proceed?.()}>
            {text.review.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
