import { runService } from '@invoice-ml/runtime'
import { InferenceWorkerConfig } from './config.ts'
import { createInferenceWorker } from './inference-worker.ts'

await runService('inference-worker', InferenceWorkerConfig, createInferenceWorker)
