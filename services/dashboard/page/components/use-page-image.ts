import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, fetchFile } from '../api.ts'
import { whenSignedIn } from '../session.ts'
import { useIsHere } from '../use-is-here.ts'

/** By itself; then a person says when. */
const mostTries = 5
const waitSeconds = 2

/**
 * The image of a page: asked for again where it may come yet.
 *
 * @param onShown the image is there, or will never be, or cannot be made however often it is asked for
 */
export function usePageImage(address: string, onShown: () => void) {
  const client = useQueryClient()
  const isHere = useIsHere()
  const [state, setState] = useState<'loading' | 'shown' | 'missing' | 'never'>('loading')
  const [tries, setTries] = useState(1)

  async function askAgain(): Promise<void> {
    // An image does not say what is wrong with it.
    const error: unknown = await fetchFile(address).catch((caught: unknown) => caught)
    if (!isHere.current) return
    if (isForGood(error)) {
      setState('never')
      onShown()
      return
    }
    if (tries >= mostTries) {
      setState('missing')
      if (!isOnItsWay(error)) onShown()
      return
    }
    const seconds = error instanceof ApiError ? (error.retryAfterSeconds ?? waitSeconds) : 0
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
    if (error instanceof ApiError) await whenSignedIn(client)
    setTries(tries + 1)
  }

  return {
    state,
    /** Of the image element, which asks anew when it is another. */
    key: tries,
    onLoad: () => {
      setState('shown')
      onShown()
    },
    onError: () => void askAgain(),
    retry: () => {
      setState('loading')
      setTries(1)
    },
  }
}

/** Whether the platform said no for a reason that stays. */
export function isForGood(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  const { status } = error.problem
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status)
}

/** Whether it was only not to be had now: the platform is busy or away, or one has to sign in again. */
export function isOnItsWay(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code !== 'internal-error' && !isForGood(error)
}
