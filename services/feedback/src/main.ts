import { runService } from '@invoice-ml/runtime'
import { FeedbackConfig } from './config.ts'
import { createFeedback } from './feedback.ts'

await runService('feedback', FeedbackConfig, createFeedback)
