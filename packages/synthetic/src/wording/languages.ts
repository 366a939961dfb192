import type { Language } from '../places.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import type { Phrases } from './phrases.ts'

/** The phrases of each language. */
export const phrasesOf: Record<Language, Phrases> = { fr, en, de, es, it, nl, fi }
