import type { Readable } from 'node:stream'
import { exportMediaTypes, type TableOptions } from '@invoice-ml/contracts'
import {
  type CsvDialect,
  type Extractions,
  exportCsv,
  exportCsvFiles,
  exportJson,
  exportNdjson,
  exportWorkbook,
  type NewSpool,
} from '@invoice-ml/formats'

/** A file as it is sent. */
export type ExportFile = {
  mediaType: string
  extension: string
  content: string | Readable
}

export type TableFormat = 'json' | 'ndjson' | 'csv' | 'xlsx'

/** Extractions as a file of a format that takes any number of them. */
export function exportFile(
  format: TableFormat,
  extractions: Extractions,
  options: TableOptions,
  newSpool: NewSpool,
): ExportFile {
  switch (format) {
    case 'json':
      return fileOf('json', exportJson(extractions))
    case 'ndjson':
      return fileOf('ndjson', exportNdjson(extractions))
    case 'xlsx':
      return fileOf('xlsx', exportWorkbook(extractions, newSpool))
    case 'csv':
      return options.lines === 'file'
        ? fileOf('zip', exportCsvFiles(extractions, dialectOf(options), newSpool))
        : fileOf('csv', exportCsv(extractions, options.lines, dialectOf(options)))
  }
}

export function fileOf(
  extension: keyof typeof exportMediaTypes,
  content: string | Readable,
): ExportFile {
  return { mediaType: exportMediaTypes[extension], extension, content }
}

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const

function dialectOf({ dialect, separator, bom }: TableOptions): CsvDialect {
  const isFrench = dialect === 'excel-fr'
  return {
    separator: separators[separator ?? (isFrench ? 'semicolon' : 'comma')],
    decimalMark: isFrench ? ',' : '.',
    bom: bom ?? isFrench,
  }
}
