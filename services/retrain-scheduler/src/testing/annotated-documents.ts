import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { AnnotatedField, Reading } from '@invoice-ml/contracts'
import type { Page } from '@invoice-ml/extraction'
import { type Blobs, createJobs, type Database } from '@invoice-ml/storage'
import { sampleJob, sampleReading } from '@invoice-ml/testing'
import sharp from 'sharp'

const box = { x: 0.2, y: 0.1, width: 0.1, height: 0.02 }

/** A page with an invoice number, a name, a total and a table. */
export function seenPage(name = 'ACME'): Page {
  const words = ['Facture', 'F-2026-001', name, 'Total', '1250,00', 'EUR'].map((text, index) => ({
    text,
    box: { ...box, x: text === 'F-2026-001' ? 0.2 : 0.05, y: 0.1 + 0.1 * Math.floor(index / 2) },
    confidence: 1,
  }))
  const table = { x: 0.1, y: 0.4, width: 0.8, height: 0.2 }
  return {
    number: 1,
    width: 595,
    height: 842,
    source: 'text_layer',
    words,
    regions: [{ label: 'lignes', box: table, confidence: 0.9 }],
  }
}

export async function drawPicture(path: string, { width = 620, height = 877 } = {}): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const blank = sharp({ create: { width, height, channels: 3, background: 'white' } })
  await blank.jpeg().toFile(path)
}

/** What people say of a document of a supplier. */
export function annotatedFields(supplier: string): AnnotatedField[] {
  return [
    { label: 'numero_facture', value: 'F-2026-001', page: 1, bbox: box },
    { label: 'montant_ttc', value: '1250.00 EUR', page: 1, bbox: { ...box, y: 0.3 } },
    { label: 'fournisseur_nom', value: supplier },
  ]
}

/** What a model reads there; `number` is right as F-2026-001. */
export function readingOf(number: string, modelVersion: string, own: Partial<Reading> = {}) {
  const place = { confidence: 0.9, page: 1, bbox: box, source: 'text_layer' as const, checks: [] }
  return sampleReading({
    fields: [
      { label: 'numero_facture', value: number, raw: number, ...place },
      { label: 'montant_ttc', value: '1250.00 EUR', raw: '1250,00 EUR', ...place },
    ],
    model_version: modelVersion,
    ...own,
  })
}

/** A job that was read, whose page is drawn, and which a person has annotated. Returns its identifier. */
export async function annotatedJob(
  database: Database,
  blobs: Blobs,
  { supplier, modelVersion }: { supplier: string; modelVersion: string },
): Promise<string> {
  const { id } = await readJob(database, { modelVersion })
  await drawPicture(blobs.pagePath(id, 1))
  await writeFile(blobs.seenPath(id), gzipSync(JSON.stringify([seenPage(supplier)])))
  await database.query
    .insertInto('annotations')
    .values({
      job_id: id,
      origin: 'correction',
      source_id: 'correction',
      state: 'finished',
      fields: JSON.stringify(annotatedFields(supplier)),
      annotated_at: new Date(),
    })
    .execute()
  return id
}

/** A job that a model has read. */
export async function readJob(
  database: Database,
  { modelVersion, needsReview = false }: { modelVersion: string; needsReview?: boolean },
): Promise<{ id: string }> {
  const jobs = createJobs(database)
  const job = sampleJob()
  await jobs.submit(job)
  const claim = { id: job.id, token: 'test' }
  await jobs.claim(claim, 60_000)
  const reading = readingOf('F-2026-001', modelVersion, { needs_review: needsReview })
  await jobs.complete(claim, { reading, cached: false })
  return job
}
