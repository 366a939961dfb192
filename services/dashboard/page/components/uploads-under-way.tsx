import { useEffect, useState } from 'react'
import { useLanguage } from '../messages/language.tsx'
import { type LeaveInTurn, takeOver } from '../review/leaving.ts'
import { isUnderWay, useUploads } from '../uploads.ts'
import { useAskBeforeUnload } from '../use-ask-before-unload.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks whoever signs out before what is being sent is lost; the browser asks when the tab itself is closed. */
export function UploadsUnderWay() {
  const { text } = useLanguage()
  const { files } = useUploads()
  const [signOut, setSignOut] = useState<LeaveInTurn>()
  const [isGoing, setIsGoing] = useState(false)
  const isHeld = files.some(isUnderWay)
  useEffect(() => {
    if (!isHeld) return undefined
    return takeOver((leave) => {
      setIsGoing(false)
      setSignOut(() => leave)
    })
  }, [isHeld])
  useAskBeforeUnload(isHeld && !isGoing)

  async function go(): Promise<void> {
    setIsGoing(true)
    try {
      await signOut?.()
    } catch (error) {
      setIsGoing(false)
      throw error
    }
  }

  return (
    <ConfirmDialog
      isOpen={signOut !== undefined}
      title={text.documents.underWay}
      words={text.documents.underWayHint}
      action={text.session.signOut}
      onClose={() => setSignOut(undefined)}
      onConfirm={go}
    />
  )
}
