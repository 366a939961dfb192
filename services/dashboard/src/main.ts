import { runService } from '@invoice-ml/runtime'
import { DashboardConfig } from './config.ts'
import { createDashboard } from './server.ts'

await runService('dashboard', DashboardConfig, createDashboard)
