import type { Messages } from '../fr/fr.ts'

/** The platform speaks English. */
export const sentences: Messages['sentences'] = []
