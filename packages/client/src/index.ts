export * from './client.ts'
export type {
  ExportedFile,
  ExportedStream,
  ExportOptions,
  JobExportOptions,
} from './export.ts'
export * from './extract-files.ts'
export * from './follow.ts'
export { type DocumentScore, type Summary, scoreDocument, summarise } from './score/score.ts'
export { addScores, ratesOf } from './score/score-lines.ts'
export { readTruths, type Truth } from './score/truth.ts'
export * from './verify-webhook.ts'
