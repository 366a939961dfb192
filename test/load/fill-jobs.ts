import pg from 'pg'

type Filling = {
  databaseUrl: string
  /** A job that has been completed: all others are made after it. */
  templateId: string
  /** completed: a document every half minute, back from now. queued: all wait in the lane of batches. */
  status: 'completed' | 'queued'
  /** Numbers of the jobs to make, the last one left out. */
  from: number
  to: number
}

/** What differs from the template, as SQL; `n` is the number of the job. */
const common = {
  id: `'job_' || lpad(n::text, 26, '0')`,
  read_key: `'made-' || n`,
  external_id: `'made-' || lpad(n::text, 7, '0')`,
  search_text: `search_text || ' made-' || lpad(n::text, 7, '0')`,
  batch_id: 'null',
  batch_position: 'null',
}
const different = {
  completed: {
    ...common,
    created_at: `now() - n * interval '30 seconds'`,
    updated_at: `now() - n * interval '30 seconds'`,
    extracted_at: `now() - n * interval '30 seconds'`,
  },
  queued: {
    ...common,
    status: `'queued'`,
    priority: `'batch'`,
    reading: 'null',
    model_version: 'null',
    overall_confidence: 'null',
    needs_review: 'null',
    extracted_at: 'null',
    claim_token: 'null',
    lease_until: 'null',
    // They have no files, so nobody is to begin with them.
    swept_at: `now() + interval '1 day'`,
  },
} satisfies Record<Filling['status'], Record<string, string>>

/** Makes many jobs by SQL alone. */
export async function fillJobs({ databaseUrl, templateId, status, from, to }: Filling) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_name = 'jobs' and table_schema = 'public' and is_generated = 'NEVER'`,
    )
    const values: Record<string, string> = different[status]
    const names = rows.map(({ name }) => name)
    const chosen = names.map((name) => values[name] ?? name)
    await client.query(
      `insert into jobs (${names.join(', ')}) select ${chosen.join(', ')}
       from jobs, generate_series($2::int, $3::int - 1) as n where id = $1`,
      [templateId, from, to],
    )
    await client.query('vacuum analyze jobs')
  } finally {
    await client.end()
  }
}
