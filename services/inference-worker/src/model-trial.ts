// The process that tries a model which nobody trusts yet, as a reader would load it: it may hang, grow or crash. It speaks the
// reader's protocol up to `ready`, where it has done its work.
import { readCalibration, readRanker } from '@invoice-ml/storage/beside-model'
import { loadDetector } from '@invoice-ml/vision/detector'
import { ReaderEnvironment, type ReaderMessage } from './reader-protocol.ts'
import { refuse } from './refuse.ts'

const environment = ReaderEnvironment.parse(process.env)
const [detector] = await Promise.all([
  loadDetector({
    modelPath: environment.MODEL_PATH,
    providers: environment.EXECUTION_PROVIDERS.split(','),
    threads: environment.ORT_THREADS,
    onFallback: () => {},
  }),
  readCalibration(environment.MODEL_PATH),
  readRanker(environment.MODEL_PATH),
]).catch(refuse)

process.on('disconnect', () => process.exit(0))
const ready: ReaderMessage = {
  type: 'ready',
  modelVersion: detector.version ?? '',
  provider: detector.provider,
}
process.send?.(ready)
