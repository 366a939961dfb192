import { join } from 'node:path'
import type { Logger, Settings } from '@invoice-ml/runtime'
import type { ModelFile } from './current-model.ts'
import type { Start } from './reader-pool.ts'
import { startReader } from './reader-process.ts'

type StartOptions = {
  /** `trial`: it only tries its model, and reads nothing. */
  as?: 'reader' | 'trial'
  /** 0, or up to 19 for a reader that may only have the time that others leave. */
  niceness?: number
}

/** How readers of a model are started, within the limits of the settings. */
export type StartWith = (model: ModelFile, options?: StartOptions) => Start

// Less than who asks for a trial waits for what came of it.
const startTimeoutMs = { reader: 60_000, trial: 45_000 }
const modules = { reader: 'reader.ts', trial: 'model-trial.ts' }

export function createStartWith({ worker }: Settings, logger: Logger): StartWith {
  return (model, { as = 'reader', niceness = 0 } = {}) =>
    async () => {
      const reader = await startReader({
        modulePath: join(import.meta.dirname, modules[as]),
        env: {
          ...readerEnvironment(process.env),
          MODEL_PATH: model.path,
          EXECUTION_PROVIDERS: worker.execution_providers.join(','),
          OCR_LANGUAGES: worker.ocr_languages.join(','),
          ORT_THREADS: '1',
          NICENESS: `${niceness}`,
        },
        memoryBytes: worker.reader_memory_mb * 1_000_000,
        startTimeoutMs: startTimeoutMs[as],
        onNotice: (message, facts) => logger.info(message, facts),
      })
      if (as === 'reader') logger.info('reader started', { ...reader.info })
      return reader
    }
}

/** The environment without addresses and secrets: what reads untrusted files knows none of them. */
function readerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES } = env
  return { PATH, HOME, LANG, TZ, LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES }
}
