import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useBlocker } from 'react-router'
import { useLanguage } from '../messages/language.tsx'
import { useAskBeforeUnload } from '../use-ask-before-unload.ts'
import { useTellFailure } from '../use-tell-failure.tsx'
import { type LeaveInTurn, losesChanges, takeOver } from './leaving.ts'

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
 * Asks whoever leaves the document or signs out before what she has changed is lost; the browser asks when the tab itself is
 * closed. Whoever leaves while it is being sent goes as soon as it is saved.
 */
export function UnsavedChanges({ isChanged, isSending, onAsked, onStay }: Props) {
  const { text } = useLanguage()
  const blocker = useBlocker((move) => isChanged && losesChanges(move))
  const signingOut = useSigningOut({ isChanged, isSending })
  useAskBeforeUnload(isChanged)

  const isAsked = blocker.state === 'blocked' || signingOut.isAsked
  useEffect(() => onAsked(isAsked), [isAsked, onAsked])
  useEffect(() => {
    if (!isChanged) blocker.proceed?.()
  }, [isChanged, blocker])

  function stay(): void {
    blocker.reset?.()
    signingOut.giveUp()
    onStay()
  }

  const isLost = isChanged && !isSending
  return (
    <Modal
      opened={isAsked}
      onClose={stay}
      title={isLost ? text.review.unsaved : text.review.sending}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Stack>
        <Text size="sm" role="status">
          {isLost ? text.review.unsavedHint : text.review.sendingHint}
        </Text>
        <Group justify="end">
          <Button variant="default" onClick={stay} data-autofocus>
            {text.review.stay}
          </Button>
          <Button
            color="red.8"
            loading={signingOut.isGoing}
            onClick={() => {
              blocker.proceed?.()
              signingOut.go()
            }}
          >
            {isLost ? text.review.leave : text.review.leaveNow}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Signing out, which waits for what is being sent, and changes nothing until it has worked. */
function useSigningOut({ isChanged, isSending }: Pick<Props, 'isChanged' | 'isSending'>) {
  const tellFailure = useTellFailure()
  const [signOut, setSignOut] = useState<LeaveInTurn>()
  const [isGoing, setIsGoing] = useState(false)
  const isHeld = isChanged || isSending
  useEffect(() => {
    if (!isHeld) return undefined
    return takeOver((leave) => setSignOut(() => leave))
  }, [isHeld])

  async function go(): Promise<void> {
    if (!signOut || isGoing) return
    setIsGoing(true)
    try {
      if (await signOut()) return
    } catch (error) {
      tellFailure(error)
    }
    setSignOut(undefined)
    setIsGoing(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when nothing is left to wait for
  useEffect(() => {
    if (!isHeld) void go()
  }, [isHeld])

  return {
    isAsked: signOut !== undefined,
    isGoing,
    go: () => void go(),
    giveUp: () => setSignOut(undefined),
  }
}
