// Loaded into a reader before its module: the parent alone decides when a reader ends, and takes it along.
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const lookEveryMs = 1_000

if (isMainThread) {
  // Ctrl-C in a terminal reaches every process of the group; the parent stops its readers in order.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
  // A reader that hangs in a document hears nothing of its parent's death; a thread of its own does.
  new Worker(import.meta.filename, { execArgv: [], workerData: { parent: process.ppid } }).unref()
} else if (typeof workerData?.parent === 'number') {
  // The reader's other threads load this module too, and have nothing to do here.
  setInterval(() => {
    if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL')
  }, lookEveryMs)
}
