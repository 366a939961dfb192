export {
  addScores,
  type DocumentScore,
  ratesOf,
  type Summary,
  scoreDocument,
  summarise,
  type Truth,
} from '@invoice-ml/scoring'
export { UnknownAnswer } from './accept.ts'
export * from './client.ts'
export type {
  ExportedFile,
  ExportedStream,
  ExportOptions,
  JobExportOptions,
} from './export.ts'
export * from './extract-files.ts'
export * from './find-documents.ts'
export * from './follow.ts'
export { readTruths } from './score/truth.ts'
export * from './verify-webhook.ts'
