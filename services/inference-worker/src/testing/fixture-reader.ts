// A reader that does with a document what the document's path says, to test what its parent makes of it.
import { join } from 'node:path'
import { sampleReading } from '@invoice-ml/testing/samples'
import type { ReaderMessage, ReaderRequest, ReaderTask } from '../reader-protocol.ts'
import { refuse } from '../refuse.ts'

const modelVersion = process.env.FIXTURE_MODEL ?? 'm1'
// As the recognizer does: a thread of the reader's own.
if (process.env.FIXTURE_THREAD) await startThread()
if (process.env.FIXTURE_FAILS) process.exit(1)
if (process.env.FIXTURE_NOTICE)
  send({ type: 'notice', message: 'no graphics card', facts: { provider: 'cuda' } })
if (process.env.FIXTURE_NEVER_READY) hang()

process.on('message', (request: ReaderRequest) => {
  if (request.type === 'lessons') answer(request.id, [`${request.lessons.length} lessons`])
  else void behave(request)
})
process.on('disconnect', () => process.exit(0))
if (process.env.FIXTURE_REFUSES) await refuse(new Error('unknown labels: cat'))
if (process.env.FIXTURE_GROWS) await grow()
send({ type: 'ready', modelVersion, provider: 'cpu' })

function send(message: ReaderMessage): void {
  process.send?.(message)
}

async function behave({ id, path }: ReaderTask): Promise<void> {
  switch (path) {
    case 'crash':
      return process.exit(3)
    case 'hang':
      return hang()
    case 'grow':
      return grow()
    case 'nonsense':
      process.send?.({ type: 'done', id, reading: 'what?' })
      return
    case 'fault':
      return send({ type: 'failed', id, code: 'internal-error', detail: 'no kernel image' })
    case 'encrypted':
      return send({ type: 'failed', id, code: 'document-encrypted', detail: 'It has a password' })
    case 'never':
      return
    case 'print':
      // As libraries in other languages do, past every logger.
      process.stderr.write('Warning: Invalid resolution 0 dpi.\n')
      return answer(id)
    case 'recall':
      send({ type: 'recall', id, keys: ['vat:FR1', 'name:acme'] })
      return
    case 'slow':
      send({ type: 'progress', id, stage: 'text_layer', page: 1, pages: 1 })
      setTimeout(() => answer(id), 2_000)
      return
    default:
      send({ type: 'progress', id, stage: 'text_layer', page: 1, pages: 1 })
      answer(id)
  }
}

function answer(id: string, reasons: string[] = []): void {
  const timings = { text_layer: 1, rasterize: 0, recognize: 0, detect: 0, extract: 1 }
  const reading = sampleReading({ review_reasons: reasons, model_version: modelVersion })
  send({ type: 'done', id, reading, timings, pagesRead: 1 })
}

/** Never gives its event loop back. */
function hang(): never {
  for (;;);
}

async function grow(): Promise<void> {
  const held: Buffer[] = []
  for (;;) {
    // Outside the JavaScript heap, where its limit does not reach.
    held.push(Buffer.alloc(20_000_000, held.length))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function startThread(): Promise<void> {
  const { Worker } = await import('node:worker_threads')
  new Worker(join(import.meta.dirname, 'fixture-thread.ts')).unref()
}
