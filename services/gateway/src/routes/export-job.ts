import { parse } from 'node:path'
import { type Extraction, exportJob, ProblemError, type TableOptions } from '@invoice-ml/contracts'
import { exportCii, exportUbl, type NewSpool } from '@invoice-ml/formats'
import { route, type Slots } from '@invoice-ml/http'
import type { Jobs } from '@invoice-ml/storage'
import type { Express } from 'express'
import { createDiskSpools } from '../disk-spool.ts'
import { type ExportFile, exportFile, fileOf } from '../export-file.ts'
import { type FacturxDependencies, facturxFile } from '../facturx-file.ts'
import { presentExtraction } from '../present-job.ts'
import { sendFile } from '../send-file.ts'

type Dependencies = FacturxDependencies & { jobs: Pick<Jobs, 'find'>; exports: Slots }

/** GET /jobs/{job_id}/export */
export function addExportJob(app: Express, dependencies: Dependencies): void {
  const { jobs, blobs, exports } = dependencies
  route(app, exportJob, async (call) => {
    const jobId = call.params.job_id
    const job = await jobs.find(jobId)
    if (!job) throw new ProblemError('job-not-found', `There is no ${jobId}`)
    const extraction = job.status === 'completed' ? presentExtraction(job) : undefined
    if (!extraction) throw new ProblemError('job-not-completed', `${jobId} is ${job.status}`)
    const leave = exports.take()
    const spools = createDiskSpools(() => blobs.uploadPath(crypto.randomUUID()))
    try {
      const { query } = call
      const file =
        query.format === 'facturx'
          ? await facturxFile({ ...call, job, extraction, pages: query.pages }, dependencies)
          : fileFor(extraction, { ...query, format: query.format }, spools.newSpool)
      await sendFile(call, parse(job.filename).name, file)
    } finally {
      leave()
      await spools.close()
    }
    return undefined
  })
}

function fileFor(
  extraction: Extraction,
  query: TableOptions & { format: 'json' | 'csv' | 'xlsx' | 'ubl' | 'cii' },
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
