import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CorrectedField, Ranker } from '@invoice-ml/contracts'
import type { Page, Word } from '@invoice-ml/extraction'
import { createBlobs, createCorrections, createJobs } from '@invoice-ml/storage'
import { sampleJob, sampleReading, testDatabase, testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { applyCorrections } from './apply-corrections.ts'

const database = testDatabase()
const dir = testFolder()
const modelDir = join(dir, 'models')

const words = `
Menuiserie du Port                              Facturé à :
4 quai de la Fosse                              Lumière Holding SAS
44000 Nantes                                    8 avenue Foch
                                                69006 Lyon
Client :
Boulangerie Martin SARL
3 rue Haute
75011 Paris

Facture n° : F-2026-118`
  .split('\n')
  .flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map(({ index, 0: text }): Word => {
      const box = { x: 0.03 + index / 120, y: row / 60, width: text.length / 120, height: 1 / 85 }
      return { text, box, confidence: 1 }
    }),
  )
const page: Page = { number: 1, width: 595, height: 842, source: 'text_layer', words, regions: [] }

const holding: CorrectedField[] = [
  { label: 'fournisseur_nom', value: 'Menuiserie du Port' },
  { label: 'client_nom', value: 'Lumière Holding SAS' },
]
const bakery = { label: 'client_nom', value: 'Boulangerie Martin SARL' }

// Of two that are called the client it takes the one on the left; the built-in weights take the other.
const weights: Ranker['weights'] = { seller: { first: 9, left: -9 } }
const ranker = JSON.stringify({ documents: 60, suppliers: 20, weights, gains: [] })

function addModel(version: string, rankerFile: string): void {
  const folder = join(modelDir, 'invoice', version)
  const manifest = { version, created_at: '2026-01-01T00:00:00Z' }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'model.onnx'), '')
  writeFileSync(join(folder, 'ranker.json'), rankerFile)
}

/** Corrects the page as a model has read it. Returns what was learned, and what was warned of. */
async function correct(modelVersion: string) {
  const jobs = createJobs(database.get())
  const blobs = createBlobs(join(dir, 'blobs'))
  const corrections = createCorrections(database.get())
  const warnings: string[] = []
  const reading = sampleReading({ fields: [], model_version: modelVersion })
  const job = sampleJob({ cachedReading: reading })
  await jobs.submit(job)
  await blobs.write(blobs.seenPath(job.id), gzipSync(JSON.stringify([page])))
  const decide = async () => ({ corrections: { fields: holding } })
  await applyCorrections(
    { jobId: job.id, requestId: 'req_1', decide },
    {
      jobs,
      blobs,
      corrections,
      cache: { putCorrected: async () => {}, remove: async () => {} },
      signals: { jobChanged: async () => {} },
      reviewMetrics: { corrected: () => {} },
      modelDir,
      logger: { warn: (message) => warnings.push(message) },
    },
  )
  // The newest first.
  const [lesson] = await corrections.findLessons(['name:menuiserieduport'])
  return { corrected: lesson?.corrected, warnings }
}

test('what is learned of a correction is what the model that read the job would have said', async () => {
  addModel('model_1', ranker)
  addModel('model_2', JSON.stringify({ documents: 0, suppliers: 0, weights: {}, gains: [] }))

  expect(await correct('model_1')).toEqual({ corrected: [bakery], warnings: [] })
  expect(await correct('model_2')).toEqual({ corrected: [], warnings: [] })
})

test('a model that is gone fails no correction, nor does one whose ranker cannot be understood', async () => {
  addModel('model_broken', '{')

  expect(await correct('model_gone')).toEqual({ corrected: [], warnings: [] })
  expect(await correct('model_broken')).toEqual({ corrected: [], warnings: ['ranker left out'] })
})
