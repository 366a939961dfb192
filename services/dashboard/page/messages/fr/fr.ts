import { advice } from './advice.ts'
import { documents } from './documents.ts'
import { common, nav, session } from './frame.ts'
import { models } from './models.ts'
import { checks, expected, fields, scopes, statuses } from './names.ts'
import { overview } from './overview.ts'
import { review } from './review.ts'
import { sentences } from './sentences.ts'
import { webhooks } from './webhooks.ts'

/** Every word that a person reads, page by page. */
export const fr = {
  language: 'Langue',
  theme: 'Thème',
  light: 'Clair',
  dark: 'Sombre',
  system: 'Système',
  skip: 'Aller au contenu',
  menu: 'Menu',
  fields,
  statuses,
  scopes,
  checks,
  expected,
  sentences,
  advice,
  nav,
  common,
  session,
  documents,
  review,
  overview,
  webhooks,
  models,
}

export type Messages = typeof fr
