import { runService } from '@invoice-ml/runtime'
import { GatewayConfig } from './config.ts'
import { createGateway } from './gateway.ts'

await runService('gateway', GatewayConfig, createGateway)
