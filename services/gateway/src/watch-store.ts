import type { Logger } from '@invoice-ml/runtime'

/** Asks whether the object store can be used, and logs why it cannot, once each time that it goes away. */
export function watchStore(check: () => Promise<void>, logger: Pick<Logger, 'warn'>) {
  let isAway = false
  return async (): Promise<void> => {
    try {
      await check()
      isAway = false
    } catch (error) {
      if (!isAway) logger.warn('object store away', { error })
      isAway = true
      throw error
    }
  }
}
