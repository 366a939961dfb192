import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useLanguage } from '../messages/language.tsx'
import { useIsHere } from '../use-is-here.ts'
import { useTellFailure } from '../use-tell-failure.tsx'
import { ProblemNote } from './problem-note.tsx'

type Props = {
  isOpen: boolean
  title: string
  /** What will happen. */
  words: string
  /** The verb on the button. */
  action: string
  onClose: () => void
  /** What rejects stays on the dialog, or is told where it was closed meanwhile. */
  onConfirm: () => Promise<void>
}

/** Asks once more before what cannot be undone. */
export function ConfirmDialog({ isOpen, title, words, action, onClose, onConfirm }: Props) {
  const { text } = useLanguage()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const isHere = useIsHere(isOpen)
  const tellFailure = useTellFailure()
  useEffect(() => {
    if (isOpen) setError(undefined)
  }, [isOpen])

  async function confirm(): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (caught) {
      if (isHere.current) setError(caught)
      else tellFailure(caught)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Stack>
        <Text size="sm" className="long">
          {words}
        </Text>
        {error !== undefined && <ProblemNote error={error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text.common.cancel}
          </Button>
          <Button color="red.8" loading={isBusy} onClick={() => void confirm()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
