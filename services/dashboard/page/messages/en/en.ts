import type { Messages } from '../fr/fr.ts'
import { advice } from './advice.ts'
import { documents } from './documents.ts'
import { common, nav, session } from './frame.ts'
import { models } from './models.ts'
import { checks, expected, fields, scopes, statuses } from './names.ts'
import { overview } from './overview.ts'
import { review } from './review.ts'
import { sentences } from './sentences.ts'
import { webhooks } from './webhooks.ts'

export const en: Messages = {
  language: 'Language',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'System',
  skip: 'Skip to content',
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
