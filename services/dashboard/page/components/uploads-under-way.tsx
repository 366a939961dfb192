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
  const isHeld = files.some(isUnderWay)
  useEffect(() => {
    if (!isHeld) return undefined
    return takeOver((leave) => setSignOut(() => leave))
  }, [isHeld])
  useAskBeforeUnload(isHeld)

  return (
    <ConfirmDialog
      isOpen={signOut !== undefined}
      title={text.documents.underWay}
      words={text.documents.underWayHint}
      action={text.session.signOut}
      onClose={() => setSignOut(undefined)}
      onConfirm={async () => void (await signOut?.())}
    />
  )
}
