import { useCallback, useEffect, useState } from 'react'

/** A second press of a key was meant for the document before. */
const atFirstMs = 500

/**
 * Whether a person can have seen the document: its page is there, and has been for a moment.
 *
 * @param hasPages whether there is a page to wait for
 */
export function useSeen(hasPages: boolean): { isSeen: boolean; markShown: () => void } {
  const [isShown, setIsShown] = useState(!hasPages)
  const [isSeen, setIsSeen] = useState(false)
  const markShown = useCallback(() => setIsShown(true), [])
  useEffect(() => {
    if (!isShown) return undefined
    const timer = window.setTimeout(() => setIsSeen(true), atFirstMs)
    return () => window.clearTimeout(timer)
  }, [isShown])
  return { isSeen, markShown }
}
