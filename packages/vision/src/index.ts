export { readPages } from './read-pages.ts'
