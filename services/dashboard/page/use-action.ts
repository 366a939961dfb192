import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useIsHere } from './use-is-here.ts'
import { useTellFailure } from './use-tell-failure.tsx'

/** Something that a person has asked for: whether it runs, and what went wrong the last time; whoever has gone elsewhere is told. */
export function useAction(refresh: string[]) {
  const client = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const isHere = useIsHere()
  const tellFailure = useTellFailure()

  /** Resolves to whether it was done; what it changed is read again. */
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    setIsBusy(true)
    setError(undefined)
    try {
      await act()
      return true
    } catch (caught) {
      if (isHere.current) setError(caught)
      else tellFailure(caught)
      return false
    } finally {
      setIsBusy(false)
      for (const key of refresh) void client.invalidateQueries({ queryKey: [key] })
    }
  }

  return { run, isBusy, error }
}
