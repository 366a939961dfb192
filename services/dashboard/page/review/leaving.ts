import type { BlockerFunction, NavigateOptions } from 'react-router'

/** Goes away from a document of which nothing is left to keep: it was sent, or is gone. */
export const nothingToKeep: NavigateOptions = { state: { isKept: true } }

type Move = Pick<Parameters<BlockerFunction>[0], 'currentLocation' | 'nextLocation'>

/** Whether changes of the document that is open would be lost by going there. */
export function losesChanges({ currentLocation, nextLocation }: Move): boolean {
  if (nextLocation.pathname === currentLocation.pathname) return false
  // Whoever goes back to where she came so has a copy of it, and has not come so this time.
  return nextLocation.state !== nothingToKeep.state
}

/** Whether closing the page would lose anything: whoever asks the person before it is closed is asked. */
export function losesAnything(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}
