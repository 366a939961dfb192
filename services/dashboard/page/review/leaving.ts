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

/** Goes away from the page for good. */
export type Leave = () => Promise<void>

const leaving = 'leaving'

/** Leaves it to whoever would lose something by it to go away; false when nobody would. */
export function handOver(leave: Leave): boolean {
  return !window.dispatchEvent(new CustomEvent(leaving, { cancelable: true, detail: leave }))
}

/** Takes over what is handed over and nobody else has taken, until the function that comes back is called. */
export function takeOver(take: (leave: Leave) => void): () => void {
  const listen = (event: Event) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    // As `handOver` sends it.
    take((event as CustomEvent<Leave>).detail)
  }
  window.addEventListener(leaving, listen)
  return () => window.removeEventListener(leaving, listen)
}
