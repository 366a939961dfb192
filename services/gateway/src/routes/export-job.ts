import { parse } from 'node:path'
import { type Extraction, exportJob, ProblemError } from '@invoice-ml/contracts'
import { exportCii, exportUbl, type NewSpool } from '@invoice-ml/formats'
import { type Call, route } from '@invoice-ml/http'
import type { Blobs, Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { createDiskSpools } from '../disk-spool.ts'
import { type ExportFile, exportFile, fileOf } from '../export-file.ts'
import { presentExtraction } from '../present-job.ts'
import { sendFile } from '../send-file.ts'

type Dependencies = { jobs: Pick<Jobs, 'find'>; blobs: Pick<Blobs, 'uploadPath'> }

/** GET /jobs/{job_id}/export */
export function addExportJob(app: Express, { jobs, blobs }: Dependencies): void {
  route(app, exportJob, async (call) => {
    const jobId = call.params.job_id
    const job = await jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
    const extraction = job.status === 'completed' ? presentExtraction(job) : undefined
    if (!extraction) throw new ProblemError('job-not-completed', `${jobId} is ${job.status}`)
    const spools = createDiskSpools(() => blobs.uploadPath(crypto.randomUUID()))
    try {
      const file = fileFor(extraction, call.query, spools.newSpool)
      await sendFile(call, parse(job.filename).name, file)
    } finally {
      await spools.close()
    }
    return undefined
  })
}

function fileFor(
  extraction: Extraction,
  query: Call<typeof exportJob>['query'],
  newSpool: NewSpool,
): ExportFile {
  switch (query.format) {
    case 'json':
      return fileOf('json', `${JSON.stringify(extraction)}\n`)
    case 'ubl':
      return fileOf('xml', exportUbl(extraction))
    case 'cii':
      return fileOf('xml', exportCii(extraction))
    default:
      return exportFile(query.format, onePart(extraction), query, newSpool)
  }
}

async function* onePart(extraction: Extraction): AsyncGenerator<Extraction[]> {
  yield [extraction]
}
