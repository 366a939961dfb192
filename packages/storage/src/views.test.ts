import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldDefinition, fieldLabels } from '@invoice-ml/contracts'
import { sampleJob, sampleReading, testDatabase } from '@invoice-ml/testing'
import { beforeAll, expect, test } from 'vitest'
import { createDatabase } from './database.ts'
import { createJobs } from './jobs.ts'

const database = testDatabase()

type Reading = ReturnType<typeof sampleReading>

const place = { confidence: 0.97, page: 1, source: 'text_layer' as const, checks: [] }

function reading(fields: Record<string, string>, own: Partial<Reading> = {}): Reading {
  const values = Object.entries(fields).map(([label, value]) => ({
    // The labels are written out below.
    label: label as Reading['fields'][number]['label'],
    value,
    raw: value,
    ...place,
  }))
  return sampleReading({ ...own, fields: values })
}

async function completed(cachedReading: Reading): Promise<string> {
  const id = sampleJob().id
  await createJobs(database.get()).submit(sampleJob({ id, externalId: 'ERP-42', cachedReading }))
  return id
}

async function rows(text: string, ...values: unknown[]) {
  const result = await database.get().pool.query(text, values)
  return result.rows
}

/** As rows, but as the role that ERPs have. */
async function asReader(text: string) {
  const client = await database.get().pool.connect()
  try {
    await client.query('set role invoice_ml_reader')
    return (await client.query(text)).rows
  } finally {
    client.release(true)
  }
}

let jobId: string
beforeAll(async () => {
  const fields = {
    numero_facture: 'F-2026-001',
    date_facture: '2026-01-15',
    date_echeance: '2026-02-30',
    montant_ht: '1041.67 EUR',
    montant_ttc: '-1250.00 EUR',
    taux_tva: '20.00',
    fournisseur_nom: 'ACME SARL',
    fournisseur_siren: '732829320',
  }
  const lines = [
    {
      description: 'Support',
      quantity: '1.5',
      unit_price: '0.12345',
      amount: '0.19',
      confidence: 0.9,
    },
    { description: 'Pose', confidence: 0.5 },
  ]
  const vat_breakdown = [{ rate: '20.00', base: '1041.67', amount: '208.33' }, { rate: '5.50' }]
  jobId = await completed(reading(fields, { lines, vat_breakdown }))
  await createJobs(database.get()).submit(sampleJob())
})

test('a completed job is one invoice, with numbers and dates', async () => {
  const found = await rows(
    `select job_id, external_id, numero_facture, date_facture::text, montant_ht, montant_ttc, devise, fournisseur_nom,
       fournisseur_siren, kind, pages, overall_confidence, needs_review, is_corrected from api.invoices`,
  )

  expect(found).toEqual([
    {
      job_id: jobId,
      external_id: 'ERP-42',
      numero_facture: 'F-2026-001',
      date_facture: '2026-01-15',
      montant_ht: '1041.67',
      montant_ttc: '-1250.00',
      devise: 'EUR',
      fournisseur_nom: 'ACME SARL',
      fournisseur_siren: '732829320',
      kind: 'invoice',
      pages: 1,
      overall_confidence: '0.9400',
      needs_review: false,
      is_corrected: false,
    },
  ])
})

test('a day that no calendar has is no date, and hides no invoice', async () => {
  const [invoice] = await rows('select date_echeance from api.invoices where job_id = $1', jobId)
  const [field] = await rows(
    "select value, value_date from api.invoice_fields where job_id = $1 and label = 'date_echeance'",
    jobId,
  )

  expect(invoice).toEqual({ date_echeance: null })
  expect(field).toEqual({ value: '2026-02-30', value_date: null })
})

test('numbers that no column holds are null, and hide no other row', async () => {
  const tooMuch = '9999999999999999.995'
  const far = { ...place, label: 'net_a_payer' as const, value: tooMuch, raw: tooMuch, page: 3e9 }
  const line = { description: 'x', amount: tooMuch, page: 3e9, confidence: 1 }
  const vat_breakdown = [{ rate: '20.00', base: tooMuch }]
  const id = await completed(sampleReading({ fields: [far], lines: [line], vat_breakdown }))

  const found = await Promise.all([
    rows('select job_id, net_a_payer from api.invoices'),
    rows('select job_id, value_number, page from api.invoice_fields'),
    rows('select job_id, amount, page from api.invoice_lines'),
    rows('select job_id, base from api.invoice_vat'),
  ])

  const own = found.map((each) => each.filter((row) => row.job_id === id))
  expect(own).toEqual([
    [{ job_id: id, net_a_payer: null }],
    [{ job_id: id, value_number: null, page: null }],
    [{ job_id: id, amount: null, page: null }],
    [{ job_id: id, base: null }],
  ])
  await createJobs(database.get()).remove(id)
})

test('every field that occurs once is a column, of the type of its values', async () => {
  const single = fieldLabels.filter((label) => !fieldDefinition(label).repeatable)
  const types = { amount: 'numeric', date: 'date' } as Record<string, string>

  const columns = await rows(
    `select column_name, data_type from information_schema.columns
     where table_schema = 'api' and table_name = 'invoices' and column_name = any($1::text[])`,
    single,
  )

  const found = Object.fromEntries(columns.map((row) => [row.column_name, row.data_type]))
  const expected = single.map((label) => [label, types[fieldDefinition(label).type] ?? 'text'])
  expect(found).toEqual(Object.fromEntries(expected))
})

test('fields, lines and taxes are rows in the order in which they were read', async () => {
  const fields = await rows(
    `select label, value_number, value_date::text, confidence from api.invoice_fields
     where job_id = $1 and label in ('date_facture', 'montant_ttc', 'taux_tva') order by position`,
    jobId,
  )
  const lines = await rows(
    'select description, quantity, unit_price, amount from api.invoice_lines where job_id = $1 order by position',
    jobId,
  )
  const vat = await rows(
    'select rate, base, amount from api.invoice_vat where job_id = $1 order by position',
    jobId,
  )

  const confidence = '0.9700'
  expect(fields).toEqual([
    { label: 'date_facture', value_number: null, value_date: '2026-01-15', confidence },
    { label: 'montant_ttc', value_number: '-1250.00', value_date: null, confidence },
    { label: 'taux_tva', value_number: '20.00', value_date: null, confidence },
  ])
  expect(lines).toEqual([
    { description: 'Support', quantity: '1.5', unit_price: '0.12345', amount: '0.19' },
    { description: 'Pose', quantity: null, unit_price: null, amount: null },
  ])
  expect(vat).toEqual([
    { rate: '20.00', base: '1041.67', amount: '208.33' },
    { rate: '5.50', base: null, amount: null },
  ])
})

const viewNames = ['invoices', 'invoice_fields', 'invoice_lines', 'invoice_vat']

test.each(viewNames)('an ERP may read api.%s', async (view) => {
  const [row] = await asReader(`select count(*)::int as count from api.${view}`)

  expect(row.count).toBeGreaterThan(0)
})

test.each([
  ...['jobs', 'idempotency_keys', 'corrections', 'supplier_lessons'].map(
    (table) => `select from public.${table}`,
  ),
  ...viewNames.map((view) => `delete from api.${view}`),
  "insert into public.jobs (id) values ('job_x')",
  'create table api.own (id integer)',
  'create table public.own (id integer)',
])('an ERP may not: %s', async (text) => {
  await expect(asReader(text)).rejects.toThrow(/permission denied|cannot delete from view/)
})

test.each([
  ['a day', 'jobs_by_invoice_date', "date_facture = '2026-01-15'", "(invoice_date = '2026-01-15'"],
  [
    'a supplier',
    'jobs_by_supplier_name',
    "fournisseur_nom = 'ACME SARL'",
    "(supplier = 'ACME SARL'",
  ],
  ['a SIREN', 'jobs_by_supplier_siren', "fournisseur_siren = '73'", "(supplier_siren = '73'"],
])('what is asked of %s is found by its index', async (_what, index, condition, sought) => {
  const client = await database.get().pool.connect()
  // A few rows are read by whichever index is smallest: it is the only one until this is rolled back.
  await client.query('begin')
  await client.query(`do $$ declare other regclass; begin
    for other in select indexrelid from pg_index
      where indrelid = 'jobs'::regclass and not indisprimary and indexrelid <> '${index}'::regclass
    loop execute 'drop index ' || other; end loop;
  end $$`)
  await client.query('set enable_seqscan = off')

  const plan = await client.query(`explain select * from api.invoices where ${condition}`)

  client.release(true)
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(`Index Cond: ${sought}`)
})

test('what was read before there were views is found by its day as well', async () => {
  const { pool } = database.get()
  const migration = readFileSync(join(import.meta.dirname, 'migrations', '0007-views.sql'), 'utf8')
  const backfill = /^update jobs[^;]*;/m.exec(migration)?.[0] ?? ''
  await pool.query('update jobs set invoice_date = null, supplier_siren = null')

  await pool.query(backfill)

  expect(
    await rows('select invoice_date::text, supplier_siren from jobs order by invoice_date'),
  ).toEqual([
    { invoice_date: '2026-01-15', supplier_siren: '732829320' },
    { invoice_date: null, supplier_siren: null },
  ])
})

test('an account that may make no roles is told so, and nothing fails', async () => {
  const migration = readFileSync(join(import.meta.dirname, 'migrations', '0007-views.sql'), 'utf8')
  const [makeRole = '', grant = ''] =
    migration
      .replaceAll('invoice_ml_reader', 'invoice_ml_nobody')
      .match(/^do \$\$.*?^end \$\$;/gms) ?? []
  const warnings: string[] = []
  const own = createDatabase(database.url(), {
    maxConnections: 1,
    onWarning: (message) => warnings.push(message),
  })

  await own.pool.query('set role invoice_ml_reader')
  await own.pool.query(makeRole)
  await own.pool.query(grant)

  expect(warnings).toEqual([expect.stringContaining('docs/sql.md')])
  await own.close()
})
