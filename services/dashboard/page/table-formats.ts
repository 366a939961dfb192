import type { Messages } from './messages/fr/fr.ts'
import type { Language } from './messages/language.tsx'

/** Files that one document or many are saved as, written as the spreadsheets of the language read them. */
export function tableFormats({ documents }: Messages, language: Language) {
  const dialect = language === 'fr' ? 'excel-fr' : 'rfc4180'
  return [
    { label: documents.exportExcel, query: { format: 'xlsx' } },
    { label: documents.exportCsv, query: { format: 'csv', dialect } },
    { label: documents.exportJson, query: { format: 'json' } },
  ]
}
