import type { Problem } from '@invoice-ml/contracts'
import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import { nowAsStored } from './now-as-stored.ts'
import { identityText, type ProjectIdentity } from './project-identity.ts'
import type { Schema } from './schema.ts'

/** A document that a person is to see in Label Studio. */
export type ReviewRequest = {
  jobId: string
  reason: 'low_confidence' | 'audit' | 'asked'
  status: 'pending' | 'sent' | 'failed'
  /** Of Label Studio, one for each page. */
  taskIds: number[]
  /** The images of its pages in Label Studio, as far as they are there. */
  uploadIds: number[]
  /** There may be images of it whose numbers nobody has noted. */
  isUploading: boolean
  /** How often it was begun, this time with it. */
  attempts: number
  /** How often it was refused for a reason of its own: by Label Studio, or by whoever draws its pages. */
  refusals: number
  problem: Problem | undefined
  createdAt: Date
  sentAt: Date | undefined
}

/** One that is given out. */
export type DueReview = ReviewRequest & {
  /** Of its document's upload. */
  requestId: string
  /** How long ago its tasks were last asked for; undefined when they were not, or that was refused. */
  importAgeMs: number | undefined
}

/** What was made of a document in Label Studio. */
export type SentPages = {
  project: ProjectIdentity
  taskIds: number[]
  /** The images that the tasks show; those noted before when it is not said. */
  uploadIds?: number[]
}

export type ReviewRequests = {
  /** Whether new results are to be seen, and which share of those without doubt. */
  setPolicy: (policy: { autoSend: boolean; auditShare: number }) => Promise<void>
  /** Asks for a job, again if it had failed or a task of it is gone. Undefined when it is gone. */
  ask: (jobId: string) => Promise<ReviewRequest | undefined>
  find: (jobId: string) => Promise<ReviewRequest | undefined>
  /** Gives out what is due, the longest due first; nobody else gets it for `leaseMs`. */
  takeDue: (choice: {
    limit: number
    leaseMs: number
    /** Only what somebody has asked for. */
    askedOnly: boolean
  }) => Promise<DueReview[]>
  /** Keeps what was taken for another `leaseMs`. */
  renew: (jobId: string, leaseMs: number) => Promise<void>
  /** Notes that there may be images from now on that nobody has noted yet. */
  uploading: (jobId: string) => Promise<void>
  /** Notes which images are there. False when it waits no more: the job is gone, or somebody else has sent it. */
  uploaded: (jobId: string, uploadIds: number[]) => Promise<boolean>
  /** Notes that its tasks are asked for now. False when it waits no more. */
  importing: (jobId: string) => Promise<boolean>
  /** Notes that its tasks are there. False when it waits no more. */
  sent: (jobId: string, pages: SentPages) => Promise<boolean>
  /** Due again after `delayMs`; `refused` counts, and being unreachable does not. */
  postpone: (
    jobId: string,
    why: { delayMs: number; refused: boolean; problem: Problem },
  ) => Promise<void>
  fail: (jobId: string, problem: Problem) => Promise<void>
  /** Notes that what was sent to a project before a time has not all its tasks there any more, but for these jobs. */
  noteGone: (
    project: ProjectIdentity,
    facts: { sentBefore: Date; there: string[] },
  ) => Promise<void>
  /**
   * What was sent to another project than this waits again, unless somebody has said something of the document. Resolves to how
   * many.
   */
  sendAgain: (project: ProjectIdentity) => Promise<number>
  /** By status. */
  count: () => Promise<Record<ReviewRequest['status'], number>>
}

// It had failed, or a task of it is gone: then none is noted.
const isToDoAgain =
  "(request.status = 'failed' or (request.status = 'sent' and request.task_ids = '{}'))"

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`

export function createReviewRequests({ query, pool }: Database): ReviewRequests {
  const pending = (jobId: string) =>
    query.updateTable('review_requests').where('job_id', '=', jobId).where('status', '=', 'pending')

  return {
    setPolicy: async ({ autoSend, auditShare }) => {
      await query
        .updateTable('review_policy')
        .set({ auto_send: autoSend, audit_share: auditShare })
        .execute()
    },
    ask: async (jobId) => {
      const { rows } = await pool.query(
        `insert into review_requests as request (job_id, reason) select id, 'asked' from jobs where id = $1
         on conflict (job_id) do update set
           reason = case when request.status = 'sent' and not ${isToDoAgain} then request.reason else 'asked' end,
           next_attempt_at = case when ${isToDoAgain} then now() else request.next_attempt_at end,
           refusals = case when ${isToDoAgain} then 0 else request.refusals end,
           problem = case when ${isToDoAgain} then null else request.problem end,
           sent_at = case when ${isToDoAgain} then null else request.sent_at end,
           status = case when ${isToDoAgain} then 'pending' else request.status end
         returning *`,
        [jobId],
      )
      return rows[0] && toRequest(rows[0])
    },
    find: async (jobId) => {
      const row = await query
        .selectFrom('review_requests')
        .selectAll()
        .where('job_id', '=', jobId)
        .executeTakeFirst()
      return row && toRequest(row)
    },
    takeDue: async ({ limit, leaseMs, askedOnly }) => {
      const { rows } = await pool.query(
        `update review_requests as request
         set attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 millisecond'
         where job_id in (
           select job_id from review_requests
           where status = 'pending' and next_attempt_at <= ${nowAsStored} and (not $3 or reason = 'asked')
           order by next_attempt_at limit $1 for update skip locked)
         returning request.*, (select request_id from jobs where id = request.job_id),
           (extract(epoch from now() - import_begun_at) * 1000)::float as import_age_ms`,
        [limit, leaseMs, askedOnly],
      )
      return rows.map((row) => ({
        ...toRequest(row),
        requestId: row.request_id,
        importAgeMs: row.import_age_ms ?? undefined,
      }))
    },
    renew: async (jobId, leaseMs) => {
      await pending(jobId)
        .set({ next_attempt_at: inMs(leaseMs) })
        .execute()
    },
    uploading: async (jobId) => {
      await pending(jobId).set({ is_uploading: true }).execute()
    },
    uploaded: async (jobId, uploadIds) => {
      const { numUpdatedRows } = await pending(jobId)
        .set({ upload_ids: uploadIds })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    importing: async (jobId) => {
      const { numUpdatedRows } = await pending(jobId)
        .set({ import_begun_at: sql<Date>`now()` })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    sent: async (jobId, { project, taskIds, uploadIds }) => {
      const { numUpdatedRows } = await pending(jobId)
        .set({
          status: 'sent',
          project: identityText(project),
          task_ids: taskIds,
          ...(uploadIds ? { upload_ids: uploadIds } : {}),
          next_attempt_at: null,
          import_begun_at: null,
          // Where tasks are there and no image is noted, as in a project that is returned to, nobody has noted theirs.
          is_uploading: uploadIds ? false : sql<boolean>`upload_ids = '{}'`,
          problem: null,
          sent_at: sql<Date>`now()`,
        })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    postpone: async (jobId, { delayMs, refused, problem }) => {
      await pending(jobId)
        .set({
          next_attempt_at: inMs(delayMs),
          refusals: sql<number>`refusals + ${refused ? 1 : 0}::int`,
          problem: JSON.stringify(problem),
          // What was refused is not done later.
          ...(refused ? { import_begun_at: null } : {}),
        })
        .execute()
    },
    fail: async (jobId, problem) => {
      await pending(jobId)
        .set({ status: 'failed', next_attempt_at: null, problem: JSON.stringify(problem) })
        .execute()
    },
    noteGone: async (project, { sentBefore, there }) => {
      await pool.query(
        `update review_requests set task_ids = '{}'
         where status = 'sent' and task_ids <> '{}' and sent_at < $2 and coalesce(project = $1, sent_at >= $3)
           and job_id not in (select unnest($4::text[]))`,
        [identityText(project), sentBefore, project.createdAt, there],
      )
    },
    sendAgain: async (project) => {
      const { rowCount } = await pool.query(
        `update review_requests set status = 'pending', task_ids = '{}', upload_ids = '{}', project = null, sent_at = null,
           refusals = 0, next_attempt_at = now()
         where status = 'sent' and coalesce(project <> $1, sent_at < $2)
           and not exists (select from annotations where annotations.job_id = review_requests.job_id)`,
        [identityText(project), project.createdAt],
      )
      // Of the others it is known that they have no tasks here: they are sent again when somebody asks. Their images are still
      // noted: whoever uses or erases one looks first whose it is, and the project may be returned to.
      await pool.query(
        `update review_requests set task_ids = '{}'
         where status = 'sent' and task_ids <> '{}' and coalesce(project <> $1, sent_at < $2)`,
        [identityText(project), project.createdAt],
      )
      return rowCount ?? 0
    },
    count: async () => {
      const rows = await query
        .selectFrom('review_requests')
        .select(({ fn }) => ['status', fn.countAll<string>().as('count')])
        .groupBy('status')
        .execute()
      const counts = Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
      return { pending: 0, sent: 0, failed: 0, ...counts }
    },
  }
}

function toRequest(row: Selectable<Schema['review_requests']>): ReviewRequest {
  return {
    jobId: row.job_id,
    reason: row.reason,
    status: row.status,
    taskIds: row.task_ids.map(Number),
    uploadIds: row.upload_ids.map(Number),
    isUploading: row.is_uploading,
    attempts: row.attempts,
    refusals: row.refusals,
    problem: row.problem ?? undefined,
    createdAt: row.created_at,
    sentAt: row.sent_at ?? undefined,
  }
}
