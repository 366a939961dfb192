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

type Going = { leave: Leave; agreed: ReadonlySet<unknown> }

/** Leaves it to whoever would lose something by it, and has not agreed yet, to go away; false when nobody would. */
export function handOver(leave: Leave, agreed: Going['agreed'] = new Set()): boolean {
  const detail: Going = { leave, agreed }
  return !window.dispatchEvent(new CustomEvent(leaving, { cancelable: true, detail }))
}

/** Goes away, unless somebody else would lose something by it and takes over: then false. */
export type LeaveInTurn = () => Promise<boolean>

/** Takes over what is handed over and nobody else has taken, until the function that comes back is called. */
export function takeOver(take: (leave: LeaveInTurn) => void): () => void {
  const listen = (event: Event) => {
    // As `handOver` sends it.
    const { leave, agreed } = (event as CustomEvent<Going>).detail
    if (event.defaultPrevented || agreed.has(listen)) return
    event.preventDefault()
    take(async () => {
      if (handOver(leave, new Set([...agreed, listen]))) return false
      await goAway(leave)
      return true
    })
  }
  window.addEventListener(leaving, listen)
  return () => window.removeEventListener(leaving, listen)
}

let isGoing = false

/** Whether all have agreed to go away and the page is on its way: nobody asks again. */
export function isLeaving(): boolean {
  return isGoing
}

async function goAway(leave: Leave): Promise<void> {
  isGoing = true
  try {
    await leave()
  } catch (error) {
    isGoing = false
    throw error
  }
}
