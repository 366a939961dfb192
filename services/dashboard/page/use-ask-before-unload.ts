import { useEffect } from 'react'
import { isLeaving } from './review/leaving.ts'

/**
 * Has the browser ask before the tab is closed or reloaded, as long as something would be lost by it; not while the page goes
 * away because everybody was asked and has agreed.
 */
export function useAskBeforeUnload(isLoss: boolean): void {
  useEffect(() => {
    if (!isLoss) return undefined
    const ask = (event: Event) => {
      if (!isLeaving()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isLoss])
}
