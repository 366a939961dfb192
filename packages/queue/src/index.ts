export { type Clock, createClock } from './clock.ts'
export {
  type Connection,
  closeConnection,
  createProducerConnection,
  createWorkerConnection,
  whenReady,
} from './connection.ts'
export { watchDepth } from './depth.ts'
export { createProducer, type Producer } from './producer.ts'
export {
  type Count,
  createRateCounter,
  type RateCounter,
  rateWindowSeconds,
} from './rate-counter.ts'
export { createReadingCache, type ReadingCache, type ReadingKey } from './reading-cache.ts'
export { createSignals, type Signals } from './signals.ts'
export { createSweep, type Sweep } from './sweep.ts'
export {
  createQueueMetrics,
  createWorker,
  type Handler,
  type HandlerContext,
  type QueueMetrics,
  type QueueWorker,
} from './worker.ts'
export {
  createWorkerRegistry,
  type WorkerPresence,
  type WorkerRegistry,
} from './worker-registry.ts'
