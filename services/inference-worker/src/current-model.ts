import type { Logger } from '@invoice-ml/runtime'
import { findCurrentModel } from '@invoice-ml/storage'

/** The model to read with: its file and its version, or words alone when there is none. */
export type CurrentModel = { name: string; path: string; version: string }

export async function readCurrentModel(modelDir: string, logger: Logger): Promise<CurrentModel> {
  const model = await findCurrentModel(modelDir, (error) =>
    logger.warn('model left out', { error }),
  )
  return model ?? { name: 'none', path: '', version: 'words-only' }
}
