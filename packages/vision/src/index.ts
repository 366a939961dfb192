export {
  type Limits,
  type Progress,
  type ReadOptions,
  readPages,
  type Timings,
} from './read-pages.ts'
export { tokenId, tokenOf, vocabularySize } from './tokens.ts'
