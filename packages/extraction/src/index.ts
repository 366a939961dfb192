export type { Embedded } from './embedded/merge.ts'
export { type ExtractionPolicy, extract } from './extract.ts'
export type { Box, Line, Page, Region, Word } from './page.ts'
