import { runService } from '@invoice-ml/runtime'
import { RetrainSchedulerConfig } from './config.ts'
import { createRetrainScheduler } from './retrain-scheduler.ts'

await runService('retrain-scheduler', RetrainSchedulerConfig, createRetrainScheduler)
