// The process that reads: it opens files nobody trusts, so it is the one that may hang, grow or crash. Its parent sets a
// deadline, watches its memory and replaces it.
import { setPriority } from 'node:os'
import { ProblemError, type Progress } from '@invoice-ml/contracts'
import { type Embedded, extract, supplierKeys } from '@invoice-ml/extraction'
import { readCalibration, readRanker } from '@invoice-ml/storage/beside-model'
import { createPageReader, noTimings, type PageReader, type ReadResult } from '@invoice-ml/vision'
import { chooseEmbedded, readXmlFile } from './electronic.ts'
import { failureOf } from './failure-of.ts'
import { keepSeen } from './keep-seen.ts'
import { makeFacturX } from './make-facturx.ts'
import { createProgressPacer } from './progress-pacer.ts'
import {
  ReaderEnvironment,
  type ReaderMessage,
  ReaderRequest,
  type ReaderTask,
  type ReadRequest,
  type RenderRequest,
} from './reader-protocol.ts'
import { createRecall } from './recall.ts'
import { refuse } from './refuse.ts'
import { writeWhole } from './write-whole.ts'

const environment = ReaderEnvironment.parse(process.env)
// Before there are threads: they begin with what this one has.
if (environment.NICENESS > 0) setPriority(environment.NICENESS)
const reader = await createPageReader({
  modelPath: environment.MODEL_PATH || undefined,
  providers: environment.EXECUTION_PROVIDERS.split(','),
  ocrLanguages: environment.OCR_LANGUAGES.split(/[,+]/),
  threads: environment.ORT_THREADS,
  onFallback: (provider, reason) =>
    send({
      type: 'notice',
      message: 'execution provider unavailable',
      facts: { provider, reason },
    }),
}).catch(refuse)
const [calibration, ranker] = await Promise.all([
  readCalibration(environment.MODEL_PATH),
  readRanker(environment.MODEL_PATH),
]).catch(refuse)
const recall = createRecall((keys, id) => send({ type: 'recall', id, keys }))

process.on('message', (message) => {
  const request = ReaderRequest.parse(message)
  if (request.type === 'lessons') recall.answer(request.id, request.lessons)
  else answer(request, reader).then(send, (error: unknown) => send(failureOf(request, error)))
})
// Without its parent nobody waits for an answer, and nobody would end it.
process.on('disconnect', () => process.exit(0))
send({
  type: 'ready',
  modelVersion: reader.modelVersion,
  provider: reader.provider,
  confidences: calibration?.confidences,
})

function send(message: ReaderMessage): void {
  process.send?.(message)
}

async function answer(request: ReaderTask, reader: PageReader): Promise<ReaderMessage> {
  switch (request.type) {
    case 'read':
      return read(request, reader)
    case 'render':
      return render(request, reader)
    case 'facturx':
      return makeFacturX(request, reader, send)
  }
}

async function read(request: ReadRequest, reader: PageReader): Promise<ReaderMessage> {
  const progress = tellProgress(request.id)
  try {
    return await readTelling(request, reader, progress.report)
  } finally {
    progress.stop()
  }
}

/** The first step at once, since it says how many pages there are; what follows is paced, since each word wakes the parent. */
function tellProgress(id: string) {
  const tell = (progress: Progress) => send({ type: 'progress', id, ...progress })
  const paced = createProgressPacer(
    async (progress) => tell(progress),
    // It is sent or the parent is gone, and then this process, too.
    () => {},
  )
  let report = (progress: Progress) => {
    tell(progress)
    report = paced.report
  }
  return { report: (progress: Progress) => report(progress), stop: paced.stop }
}

type OnProgress = (progress: Progress) => void

async function readTelling(
  request: ReadRequest,
  reader: PageReader,
  onProgress: OnProgress,
): Promise<ReaderMessage> {
  const { id, confidenceThreshold, seenPath } = request
  const { pages, timings, embedded } = await open(request, reader, onProgress)
  const pagesRead = Math.max(1, pages.length)
  onProgress({ stage: 'extract', page: pages.at(-1)?.number ?? 1, pages: pagesRead })
  const startedAt = performance.now()
  const lessons = await recall.ask(id, supplierKeys(pages))
  const policy = { confidenceThreshold, modelVersion: reader.modelVersion, calibration, ranker }
  const reading = extract(pages, policy, { embedded, lessons })
  if (seenPath !== undefined && pages.length > 0) await keepSeen(seenPath, pages)
  timings.extract += performance.now() - startedAt
  return { type: 'done', id, reading, timings, pagesRead }
}

type Opened = Pick<ReadResult, 'pages' | 'timings'> & { embedded: Embedded | undefined }

async function open(
  { path, mediaType, options, limits }: ReadRequest,
  reader: PageReader,
  onProgress: OnProgress,
): Promise<Opened> {
  if (mediaType === 'application/xml')
    return { pages: [], timings: noTimings(), embedded: { invoice: await readXmlFile(path) } }
  const { pages, timings, attachments } = await reader.read(
    path,
    mediaType,
    { ...options, limits },
    onProgress,
  )
  return { pages, timings, embedded: chooseEmbedded(attachments) }
}

async function render(request: RenderRequest, reader: PageReader): Promise<ReaderMessage> {
  const { id, path, mediaType, outPath } = request
  if (mediaType === 'application/xml')
    throw new ProblemError('page-not-found', 'An invoice in XML has no pages to look at')
  await writeWhole(outPath, await reader.render(path, mediaType, request))
  return { type: 'rendered', id }
}
