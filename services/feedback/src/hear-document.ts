import { randomUUID } from 'node:crypto'
import { type AnnotatedField, type FieldLabel, ProblemError } from '@invoice-ml/contracts'
import { writeValue } from '@invoice-ml/extraction'
import { type ApplyDependencies, applyCorrections } from '@invoice-ml/review'
import type { Logger, Metrics } from '@invoice-ml/runtime'
import type { Annotations, AuditTrail, ProjectIdentity, ReviewRequests } from '@invoice-ml/storage'
import { combinePages, type DocumentAnnotation } from './combine-pages.ts'
import { compareWithReading } from './compare-with-reading.ts'
import type { Trouble } from './label-studio/mapping.ts'
import type { Task } from './label-studio/shapes.ts'

export type HearDependencies = ApplyDependencies & {
  annotations: Annotations
  reviews: Pick<ReviewRequests, 'find'>
  trail: AuditTrail
  /** What was said longer ago is no longer kept; undefined for ever. */
  trainingDays: number | undefined
  logger: Logger
  metrics: Metrics
}

/** What the tasks of a job say, and in which project. */
type Heard = { jobId: string; project: ProjectIdentity; said: DocumentAnnotation }
type Subject = { jobId: string; requestId: string }
type Finished = Extract<DocumentAnnotation, { state: 'finished' }>

const source = { origin: 'label_studio', sourceId: 'document' } as const
const corrections = { origin: 'correction', sourceId: 'correction' } as const
const dayMs = 86_400_000

/**
 * Hears what the tasks of a document say now: keeps it when it is new, and corrects the job by it when it is finished.
 * Hearing the same again changes nothing, nor does what is said of a job that is not here.
 */
export function createHearDocument(dependencies: HearDependencies) {
  const { jobs, annotations, reviews, trail, trainingDays, logger, metrics } = dependencies
  const counted = metrics.counter({
    name: 'annotations_total',
    help: 'What Label Studio has said of documents, by state',
    labelNames: ['state'],
  })
  const troubles = metrics.counter({
    name: 'annotation_troubles_total',
    help: 'What was left out of annotations, by reason',
    labelNames: ['reason'],
  })

  async function isHeard({ jobId, project, said }: Heard): Promise<boolean> {
    // What was said in another project is not taken back by what this one lacks.
    if (said.state === 'open') return !(await annotations.isStanding(jobId, source, project))
    const latest = await annotations.latest(jobId, source)
    return latest?.state === said.state && latest.digest === said.digest
  }

  async function keep({ jobId, project, said }: Heard, fields: AnnotatedField[] = []) {
    const row = said.state === 'open' ? { state: 'deleted' as const } : said
    await annotations.add({ jobId, ...source, project, fields, ...row })
  }

  /** Returns what was left out. */
  async function correct(heard: Heard & { said: Finished }): Promise<Trouble[]> {
    const { jobId, project, said } = heard
    const { parts, digest, labels, annotatedAt, by } = said
    const shown = said.shown.union(await shownBefore(jobId))
    const requestId = `req_${randomUUID()}`
    let found = said.troubles
    const actor = by === undefined ? 'label_studio' : `label_studio:${by}`
    const deed = { actor, action: 'result.corrected', target: jobId, requestId } as const
    const entry = await trail.begin(deed)
    try {
      await applyCorrections(
        {
          jobId,
          requestId,
          decide: async ({ reading }) => {
            // Another process may have heard it meanwhile.
            if (await isHeard(heard)) return undefined
            const compared = compareWithReading(reading, { ...said, shown })
            found = [...said.troubles, ...compared.troubles]
            const { fields } = compared
            return {
              corrections: { fields },
              said: { ...source, project, parts, digest, labels, annotatedAt },
            }
          },
        },
        dependencies,
      )
      await trail.settle(entry, 'done')
    } catch (error) {
      await trail.settle(entry, error instanceof ProblemError ? error.code : 'internal-error')
      throw error
    }
    return found
  }

  /** What an earlier annotation of the document has drawn was on the screen as well; what others have added since was not. */
  async function shownBefore(jobId: string): Promise<Set<FieldLabel>> {
    const latest = await annotations.latest(jobId, source)
    if (latest?.labels) return new Set(latest.labels)
    // Of one kept before its boxes were noted: all that the job had then.
    const placed = latest?.fields.filter(({ bbox }) => bbox !== undefined) ?? []
    return new Set(placed.map(({ label }) => label))
  }

  /** `of`: the job, and the request id of its upload. */
  function report(of: Subject, said: DocumentAnnotation, found: Trouble[]): void {
    counted.inc({ state: said.state === 'open' ? 'deleted' : said.state })
    for (const reason of found) troubles.inc({ reason })
    if (found.length > 0)
      logger.warn('parts of an annotation left out', { ...of, reasons: [...new Set(found)] })
    logger.info('annotation heard', { ...of, state: said.state })
  }

  /** Keeps or applies what is said. Returns what was left out. */
  async function takeIn(heard: Heard): Promise<Trouble[]> {
    const { jobId, said } = heard
    if (said.state !== 'finished') await keep(heard)
    else if (await isOvertaken(jobId, said)) await keep(heard, fieldsOf(said))
    else return correct({ ...heard, said }).catch(unlessGone)
    return []
  }

  return async (jobId: string, tasks: Task[], project: ProjectIdentity): Promise<void> => {
    const job = await jobs.find(jobId)
    // Of another database beside the same Label Studio, or erased since.
    if (!job) return
    const sent = await reviews.find(jobId)
    const heard = { jobId, project, said: combinePages(tasks, sent?.taskIds.length) }
    const { said } = heard
    if (await isHeard(heard)) return
    if (said.state !== 'open' && isTooOld(said.annotatedAt, trainingDays)) return
    report({ jobId, requestId: job.requestId }, said, await takeIn(heard))
  }

  /** Somebody has corrected the job since: that stands. */
  async function isOvertaken(jobId: string, { annotatedAt }: Finished): Promise<boolean> {
    const correction = await annotations.latest(jobId, corrections)
    return correction !== undefined && correction.annotatedAt > annotatedAt
  }
}

function isTooOld(at: Date, days: number | undefined): boolean {
  return days !== undefined && at.getTime() < Date.now() - days * dayMs
}

/** The regions as they are. */
function fieldsOf({ regions }: Finished): AnnotatedField[] {
  return regions.flatMap(({ label, text, page, bbox }) => {
    const value = text === undefined ? undefined : writeValue(label, text)
    return value === undefined ? [] : [{ label, value, page, bbox }]
  })
}

function unlessGone(error: unknown): never[] {
  const gone = ['job-not-found', 'job-not-completed']
  if (!(error instanceof ProblemError) || !gone.includes(error.code)) throw error
  return []
}
