import { useEffect } from 'react'

/** Has the browser ask before the tab is closed or reloaded, as long as something would be lost by it. */
export function useAskBeforeUnload(isLoss: boolean): void {
  useEffect(() => {
    if (!isLoss) return undefined
    const ask = (event: Event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isLoss])
}
