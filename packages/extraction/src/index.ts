export type { Box, Line, Page, Region, Word } from './page.ts'
