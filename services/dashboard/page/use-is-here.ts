import { type RefObject, useEffect, useRef } from 'react'

/** Whether what a person has asked something of is still before her. */
export function useIsHere(isShown = true): RefObject<boolean> {
  const isHere = useRef(isShown)
  useEffect(() => {
    isHere.current = isShown
    return () => {
      isHere.current = false
    }
  }, [isShown])
  return isHere
}
