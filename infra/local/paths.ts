import { join } from 'node:path'

/** The checkout, as an absolute path. */
export const root = join(import.meta.dirname, '..', '..')
