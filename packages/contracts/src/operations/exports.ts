import { z } from 'zod'
import { Extraction } from '../extraction.ts'
import { JobId } from '../id.ts'
import { JobFilter } from '../job-filter.ts'
import { defineOperation } from '../operation.ts'
import { everywhere, flag } from './common.ts'

/** How tables are written; of no effect on the other formats. */
const TableOptions = z.object({
  lines: z.enum(['joined', 'file', 'none']).default('joined').meta({
    description:
      'CSV: a row for each line item; a ZIP with invoices.csv and lines.csv; or a row for each document alone',
    example: 'joined',
  }),
  dialect: z.enum(['rfc4180', 'excel-fr']).default('rfc4180').meta({
    description: 'CSV: `excel-fr` writes semicolons, a decimal comma and a mark of byte order',
    example: 'excel-fr',
  }),
  separator: z.enum(['comma', 'semicolon', 'tab']).optional().meta({
    description: 'CSV: between cells, in place of what the dialect has',
    example: 'semicolon',
  }),
  bom: flag.optional().meta({
    description: 'CSV: begins with a mark of byte order, as Excel likes it',
    example: true,
  }),
})
export type TableOptions = z.infer<typeof TableOptions>

/** How the pages of a Factur-X come about. */
export const FacturxPages = z.enum(['kept', 'drawn'])
export type FacturxPages = z.infer<typeof FacturxPages>

/** What a file of each format is, as Content-Type says it. */
export const exportMediaTypes = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  pdf: 'application/pdf',
} as const

const text = (description: string) => z.string().meta({ description, example: '…' })
const binary = (description: string) =>
  z.string().meta({ description, format: 'binary', example: '…' })

const tables = {
  [exportMediaTypes.csv]: text('`format=csv`'),
  [exportMediaTypes.zip]: binary('`format=csv&lines=file`: invoices.csv and lines.csv'),
  [exportMediaTypes.xlsx]: binary('`format=xlsx`: sheets Invoices, Lines and VAT'),
}

const headers = { 'Content-Disposition': 'A name for the file' }

export const exportJob = defineOperation({
  id: 'exportJob',
  method: 'get',
  path: '/jobs/{job_id}/export',
  scope: 'read',
  audit: 'results.exported',
  tag: 'documents',
  summary: 'The extraction of one job as a file',
  description:
    'UBL 2.1, CII and Factur-X follow EN 16931: what the norm wants and the extraction lacks is named by `export-incomplete`. ' +
    'Factur-X is a PDF/A-3 with the pages of the document and the CII in it.',
  params: z.object({ job_id: JobId }),
  query: TableOptions.extend({
    format: z
      .enum(['json', 'csv', 'xlsx', 'ubl', 'cii', 'facturx'])
      .meta({ description: 'Of the file', example: 'xlsx' }),
    pages: FacturxPages.default('kept').meta({
      description:
        'Factur-X: `kept` takes the pages of the PDF as they are where nothing in them contradicts PDF/A-3; `drawn` always ' +
        'makes images of them',
      example: 'kept',
    }),
  }),
  success: {
    200: {
      description: 'The file',
      contents: {
        [exportMediaTypes.json]: Extraction,
        ...tables,
        [exportMediaTypes.xml]: text('`format=ubl` and `format=cii`'),
        [exportMediaTypes.pdf]: binary('`format=facturx`'),
      },
      headers,
    },
  },
  problems: [
    'invalid-request',
    'job-not-found',
    'job-not-completed',
    'export-incomplete',
    'file-erased',
    'file-corrupt',
    'document-encrypted',
    'image-too-large',
    'document-unreadable',
    'overloaded',
    ...everywhere,
  ],
})

export const exportJobs = defineOperation({
  id: 'exportJobs',
  method: 'get',
  path: '/exports',
  scope: 'read',
  audit: 'results.exported',
  tag: 'documents',
  summary: 'The extractions of many jobs as one file, newest first',
  description:
    'Takes the filters of GET /jobs; what is completed is exported. The file is streamed, however many documents it holds; an ' +
    'answer that breaks off is cut, so a connection that ends too early means that the file is not whole.',
  query: JobFilter.extend({
    ...TableOptions.shape,
    status: z
      .literal('completed')
      .default('completed')
      .meta({ description: 'Nothing else has a result', example: 'completed' }),
    format: z
      .enum(['json', 'ndjson', 'csv', 'xlsx'])
      .meta({ description: 'Of the file', example: 'csv' }),
  }),
  success: {
    200: {
      description: 'The file',
      contents: {
        [exportMediaTypes.json]: z.array(Extraction).meta({ description: '`format=json`' }),
        [exportMediaTypes.ndjson]: text('`format=ndjson`: an extraction on each line'),
        ...tables,
      },
      headers,
    },
  },
  problems: ['invalid-request', 'overloaded', ...everywhere],
})
