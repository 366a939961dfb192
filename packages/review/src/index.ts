export { type ApplyDependencies, applyCorrections, type Decision } from './apply-corrections.ts'
export { awaitMadeFile, type MadeFile, type Patience, refuseErased } from './made-file.ts'
export { findPageImage, type WantedPage } from './page-image.ts'
export { readSeenPages } from './seen-pages.ts'
