import { join } from 'node:path'
import type { TrainingEvaluation } from '@invoice-ml/contracts'
import type { Retraining } from '@invoice-ml/runtime'
import type { StoredTraining, TrainingChanges, TrainingData } from '@invoice-ml/storage'
import { ensureGeneratedPages } from './generated-pages.ts'
import { learnRanker } from './learn-ranker.ts'
import { isFromTrainer, writeRanker } from './model-files.ts'
import type { Models } from './models.ts'
import { type LearnedDocument, splitSuppliers } from './split-suppliers.ts'
import type { Step } from './step.ts'
import type { RunRequest, TrainerClient } from './trainer-client.ts'
import type { LendCopy } from './training-copy.ts'
import { noteWritten, readWritten, type WrittenDataset, writeDataset } from './write-dataset.ts'

type Dependencies = {
  data: TrainingData
  lendCopy: LendCopy
  models: Models
  trainer: TrainerClient
  /** Keeps what was annotated lately; resolves to how many documents wait for their pictures. */
  keepCopies: () => Promise<number>
  datasets: string
  settings: Retraining
}

// Pictures that are not drawn by then are left to the next training.
const drawingMs = 180_000
/** Part of the time that is spent on learning; the rest draws pages, exports, and reads the documents to compare. */
const learningShare = 0.6

/** Writes the data set, sets documents apart to judge on, and asks the trainer for a run. */
export function createPrepare(dependencies: Dependencies): Step {
  const { data, lendCopy, models, trainer, keepCopies, datasets, settings } = dependencies
  return async (training, { signal }) => {
    const champion = await models.champion()
    const { version } = champion
    if (!isFromTrainer(champion)) {
      const reason = `${version} was not made by the trainer, which can only go on from its own models`
      return { champion: version, ...rejected(training, [reason]) }
    }
    const waiting = await keepCopies()
    if (waiting > 0 && Date.now() - training.createdAt.getTime() < drawingMs) return undefined
    const split = splitSuppliers(await data.kept(), {
      percent: settings.held_out_percent,
      decided: await data.supplierDecisions(),
    })
    await data.decideSuppliers(split.decisions)
    const { learned } = split
    // Both models have to read them, and a file is erased sooner than what is learned of it.
    const readable = await data.withFile(split.heldOut.map(({ job_id: id }) => id))
    const heldOut = split.heldOut.filter(({ job_id: id }) => readable.includes(id))
    const found = { champion: version, heldOut }
    const erased = split.heldOut.length - heldOut.length
    const counts = { learned: learned.length, heldOut: heldOut.length, erased }
    const reasons = reasonsAgainst(counts, settings)
    if (reasons.length > 0) return { ...found, ...rejected(training, reasons) }
    // A machine with a GPU may have to be started for it.
    if (!(await trainer.isThere())) return undefined
    const written = await ensureDataset(join(datasets, training.id), learned, lendCopy)
    const dataset = await ensureGeneratedPages(datasets, {
      count: settings.replayed_pages,
      signal,
    })
    await data.forgetEvaluations()
    const run = await trainer.start({
      dataset,
      replay: [training.id],
      champion: version,
      settings: trainerSettings(settings),
      key: training.id,
    })
    if (!run) return undefined
    return {
      ...found,
      // One that is whole may hold what was decided otherwise since: nobody is judged on what was learned.
      heldOut: heldOut.filter(({ job_id: id }) => !written.documents.includes(id)),
      status: 'training',
      runId: run.id,
      challenger: run.version,
      dataDigest: written.digest,
    }
  }
}

/** What is learned from. One that is whole stays as it is: a run may have begun with it before this process died. */
async function ensureDataset(
  folder: string,
  learned: LearnedDocument[],
  lendCopy: LendCopy,
): Promise<WrittenDataset> {
  const whole = await readWritten(folder)
  if (whole) return whole
  const written = await writeDataset(folder, learned, lendCopy)
  await writeRanker(folder, await learnRanker(learned, lendCopy))
  await noteWritten(folder, written)
  return written
}

/** A verdict that is known beforehand costs no training. */
function reasonsAgainst(
  { learned, heldOut, erased }: { learned: number; heldOut: number; erased: number },
  { min_held_out }: Retraining,
): string[] {
  if (learned === 0)
    return [
      'no annotated document of a supplier that may be learned from is kept: all are held out, or their pages are gone',
    ]
  if (heldOut >= min_held_out) return []
  const tooFew = `only ${heldOut} annotated documents are of suppliers held out; ${min_held_out} are needed to judge (retraining.min_held_out)`
  const lost = `the files of ${erased} more of them are erased (retention.file_days)`
  return erased > 0 ? [tooFew, lost] : [tooFew]
}

function rejected(training: StoredTraining, reasons: string[]): TrainingChanges {
  const nothing = { key_f1: 0, all_f1: 0, p50_ms: null, map50: null }
  const evaluation: TrainingEvaluation = training.evaluation ?? {
    documents: 0,
    suppliers: 0,
    champion: nothing,
    challenger: nothing,
    difference: 0,
    interval: [0, 0],
    by_field: [],
    passed: false,
    reasons: [],
  }
  return { status: 'rejected', evaluation: { ...evaluation, passed: false, reasons } }
}

/**
 * How the trainer goes on from a model that knows most already: a small learning rate, since large steps forget, and as many
 * rounds as the time allows. How many threads it may have is for its own machine to say.
 */
export function trainerSettings({ epochs, max_minutes }: Retraining): RunRequest['settings'] {
  return {
    seed: 1,
    epochs,
    max_minutes: max_minutes * learningShare,
    batch: 8,
    learning_rate: 0.0005,
    warmup_steps: 20,
    ema_decay: 0.98,
    validation_pages: 60,
    loaders: 0,
  }
}
