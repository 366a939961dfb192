import type { Progress } from '@invoice-ml/contracts'

/**
 * Saves progress one after the other, so that it never goes backwards, and leaves out what is stale by the time its turn
 * comes. A failure is told and forgotten: progress is shown, not needed.
 */
export function createProgressSaver(
  save: (progress: Progress) => Promise<void>,
  onFailure: (error: unknown) => void,
): (progress: Progress) => void {
  let latest: Progress | undefined
  let isSaving = false

  async function saveAll(): Promise<void> {
    isSaving = true
    while (latest) {
      const progress = latest
      latest = undefined
      await save(progress).catch(onFailure)
    }
    isSaving = false
  }

  return (progress) => {
    latest = progress
    if (!isSaving) void saveAll()
  }
}
