export type { Attachment } from './attachments.ts'
export { openRendering } from './page-images.ts'
export { createPageReader, type PageReader, type PageReaderOptions } from './page-reader.ts'
export { selectPages } from './page-selection.ts'
export type { Limits } from './page-source.ts'
export { openPdf } from './pdf-document.ts'
export type { PageImage } from './pixels.ts'
export {
  noTimings,
  type Progress,
  type ReadOptions,
  type ReadResult,
  type Timings,
} from './read-pages.ts'
export type { RenderOptions } from './render-page.ts'
export { letterbox, tokenStride } from './tensor.ts'
export { tokenId, tokenOf, vocabularySize } from './tokens.ts'
export { wordsTsv } from './words-tsv.ts'
