import { sql } from 'kysely'
import type { Database } from './database.ts'
import { inTransaction } from './in-transaction.ts'
import { nowAsStored } from './now-as-stored.ts'
import { creationIn, identityText, type ProjectIdentity } from './project-identity.ts'

/** Where the work with one Label Studio stands. */
export type LabelStudioProject = ProjectIdentity & {
  /** updated_at of the last task that was looked at, with its microseconds. */
  reached: string | undefined
  /** What its webhook shows to be let in. */
  webhookSecret: string
}

/** What is left to be erased there of a job that is gone. */
export type Erasure = {
  jobId: string
  taskIds: number[]
  uploadIds: number[]
  /** There may be images of it whose numbers nobody has noted. */
  withUnnoted: boolean
  attempts: number
}

/** The project that was worked with last. */
export type KnownProject = Omit<LabelStudioProject, 'createdAt'> & {
  /** Undefined where it was not noted. */
  createdAt: Date | undefined
}

/** What `feedback` must know again after a restart. */
export type LabelStudioStore = {
  project: (url: string) => Promise<KnownProject | undefined>
  /** Another project begins anew, under the same secret. */
  setProject: (url: string, project: ProjectIdentity) => Promise<LabelStudioProject>
  setReached: (url: string, reached: string) => Promise<void>
  /** The tasks of those documents that are here, as they were when each was last heard; undefined when it never was. */
  heard: (jobIds: string[]) => Promise<Map<string, string[] | undefined>>
  /** Notes what the tasks of a document were like that was heard. Nothing when its job is gone. */
  noteHeard: (jobId: string, tasks: string[]) => Promise<void>
  /** Lets one process at a time work on this, over all replicas. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
  takeErasures: (choice: { limit: number; leaseMs: number }) => Promise<Erasure[]>
  /** Sent after its job was erased. */
  addErasure: (erasure: Pick<Erasure, 'jobId' | 'taskIds' | 'uploadIds'>) => Promise<void>
  postponeErasure: (jobId: string, delayMs: number) => Promise<void>
  /** What has been added to it since it was taken is still to be erased. */
  erased: (erasure: Erasure) => Promise<void>
}

// Beside the lock of retention.
const lockKey = 7_205

export function createLabelStudioStore({ query, pool }: Database): LabelStudioStore {
  return {
    project: async (url) => {
      const row = await query
        .selectFrom('label_studio_projects')
        .selectAll()
        .where('url', '=', url)
        .executeTakeFirst()
      return row && toProject(row)
    },
    setProject: async (url, { projectId, createdAt }) => {
      const project = identityText({ projectId, createdAt })
      const row = await query
        .insertInto('label_studio_projects')
        .values({ url, project_id: projectId, project })
        .onConflict((conflict) =>
          conflict.column('url').doUpdateSet({
            project_id: projectId,
            project,
            reached: sql<string | null>`case when label_studio_projects.project_id = ${projectId}
              and coalesce(label_studio_projects.project, ${project}) = ${project}
              then label_studio_projects.reached end`,
          }),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      return { ...toProject(row), createdAt }
    },
    setReached: async (url, reached) => {
      await query
        .updateTable('label_studio_projects')
        .set({ reached })
        .where('url', '=', url)
        .execute()
    },
    heard: async (jobIds) => {
      const { rows } = await pool.query(
        `select id, tasks from jobs left join label_studio_hearings on job_id = id
         where id = any($1::text[])`,
        [jobIds],
      )
      return new Map(rows.map(({ id, tasks }) => [id, tasks ?? undefined]))
    },
    noteHeard: async (jobId, tasks) => {
      await pool.query(
        `insert into label_studio_hearings (job_id, tasks) select id, $2 from jobs where id = $1
         on conflict (job_id) do update set tasks = excluded.tasks`,
        [jobId, tasks],
      )
    },
    alone: (work) =>
      inTransaction(pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [lockKey])
        return await work()
      }),
    takeErasures: async ({ limit, leaseMs }) => {
      const { rows } = await pool.query(
        `update label_studio_erasures
         set attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 millisecond'
         where job_id in (
           select job_id from label_studio_erasures where next_attempt_at <= ${nowAsStored}
           order by next_attempt_at limit $1 for update skip locked)
         returning *`,
        [limit, leaseMs],
      )
      return rows.map((row) => ({
        jobId: row.job_id,
        taskIds: row.task_ids.map(Number),
        uploadIds: row.upload_ids.map(Number),
        withUnnoted: row.with_unnoted,
        attempts: row.attempts,
      }))
    },
    addErasure: async ({ jobId, taskIds, uploadIds }) => {
      await pool.query(
        `insert into label_studio_erasures as erasure (job_id, task_ids, upload_ids) values ($1, $2, $3)
         on conflict (job_id) do update set
           task_ids = erasure.task_ids || excluded.task_ids,
           upload_ids = erasure.upload_ids || excluded.upload_ids,
           next_attempt_at = now()`,
        [jobId, taskIds, uploadIds],
      )
    },
    postponeErasure: async (jobId, delayMs) => {
      await pool.query(
        `update label_studio_erasures set next_attempt_at = now() + $2 * interval '1 millisecond' where job_id = $1`,
        [jobId, delayMs],
      )
    },
    erased: async ({ jobId, taskIds, uploadIds }) => {
      await pool.query(
        'delete from label_studio_erasures where job_id = $1 and task_ids <@ $2 and upload_ids <@ $3',
        [jobId, taskIds, uploadIds],
      )
    },
  }
}

type Row = {
  project_id: string
  project: string | null
  reached: string | null
  webhook_secret: string
}

function toProject(row: Row): KnownProject {
  const projectId = Number(row.project_id)
  return {
    projectId,
    createdAt: creationIn(row.project, projectId),
    reached: row.reached ?? undefined,
    webhookSecret: row.webhook_secret,
  }
}
