import type { LineItem, Reading, SupplierLesson, VatBreakdownRow } from '@invoice-ml/contracts'
import { findAmounts } from './candidates/amounts.ts'
import { findDates } from './candidates/dates.ts'
import { findIdentifiers } from './candidates/identifiers.ts'
import { findRates } from './candidates/rates.ts'
import { findReferences } from './candidates/references.ts'
import { currencyBeside, findCurrency, type NamedCurrency } from './currency.ts'
import { dateOrder } from './date-order.ts'
import type { Printed } from './find-print.ts'
import type { Found } from './found.ts'
import { chooseAmounts } from './header/amounts.ts'
import { chooseDates } from './header/dates.ts'
import { chooseParties } from './header/parties.ts'
import { chargedRates, chooseRates } from './header/rates.ts'
import { chooseReferences } from './header/references.ts'
import { chooseTerms } from './header/terms.ts'
import { weighYears } from './header/years.ts'
import { guessKind } from './kind.ts'
import { guessLanguage } from './language.ts'
import { taxLines } from './line-items/tax-lines.ts'
import { readLineItems } from './line-items.ts'
import { readRows } from './lines.ts'
import { chooseLesson } from './memory/choose-lesson.ts'
import { nameByAnchors } from './memory/name-by-anchors.ts'
import { recallParties } from './memory/recall-parties.ts'
import { recallReferences } from './memory/recall-references.ts'
import type { Page } from './page.ts'
import { guessDecimalMark } from './parse/amount.ts'
import { guessDateOrder } from './parse/date.ts'
import type { RankerWeights } from './ranking/learned-score.ts'
import { nameByWords } from './ranking/name-by-words.ts'
import { nameByRegions } from './regions.ts'
import { exempt } from './solve/exempt.ts'
import { findExemption, isExemptionNamed } from './solve/find-exemption.ts'
import { solveTotals } from './solve/totals.ts'
import { readVatBreakdown } from './vat-breakdown.ts'

/** What the pages say, before anything is checked. */
export type PrintedReading = {
  found: Found[]
  lines: LineItem[]
  vatBreakdown: VatBreakdownRow[]
  kind: Reading['kind']
  /** ISO 639-1. */
  language: string
  /** ISO 4217. */
  currency: string | undefined
  /** What contradicts the currency, in words. */
  currencyDoubt: string | undefined
  /** Everything that might be a value, and where it stands. */
  printed: Printed
}

/** What was learned: of suppliers, by their documents, and by the model that reads, of all. */
export type Learned = {
  lessons?: SupplierLesson[] | undefined
  weights?: RankerWeights | undefined
}

/**
 * Words and regions of a document's pages → which value is which field, the lines, the tax by rate. A lesson of the supplier
 * says where to look.
 */
export function readPrinted(
  pages: Page[],
  { lessons = [], weights = {} }: Learned = {},
): PrintedReading {
  const rows = readRows(pages)
  const words = pages.flatMap((page) => page.words.map(({ text }) => text))
  // In reading order: files list their words in any.
  const text = rows.flatMap(({ segments }) => segments.map((segment) => segment.text)).join(' ')
  const language = guessLanguage(text)
  const kind = guessKind(text, pages)
  const parties = chooseParties({ rows, identifiers: findIdentifiers(rows), kind }, weights)
  const lesson = chooseLesson(rows, parties, lessons)
  const mark = guessDecimalMark(words)

  const amounts = findAmounts(rows, mark)
  nameByRegions(amounts, pages)
  nameByWords({ amounts, dates: [], references: [] }, rows, weights)
  if (lesson) nameByAnchors(amounts, rows, lesson.anchors)
  const rates = findRates(rows)
  const solved = solveTotals({ amounts, rates, isExemptionNamed: isExemptionNamed(rows) })
  const exemption = findExemption(rows, { amounts, totals: solved })
  const totals = exempt(solved, {
    statement: exemption,
    rows,
    amounts,
    rates,
  })
  // Lines may be priced in another currency than is to be paid.
  const total = totals.montant_ttc?.candidate.span
  const namedMost = findCurrency(rows, totals)
  const currency = (total && currencyBeside(total)) ?? namedMost

  const told = guessDateOrder(words, { language, confirmed: lesson?.dateOrder })
  const dates = findDates(rows, dateOrder(told, { language, currency: namedMost }))
  const references = findReferences(rows)
  nameByRegions([...dates, ...references], pages)
  nameByWords({ amounts: [], dates, references }, rows, weights)
  if (lesson) {
    references.push(...recallReferences(rows, lesson.anchors))
    nameByAnchors([...dates, ...references], rows, lesson.anchors)
  }

  const found: Found[] = [
    ...weighYears([...chooseReferences(references), ...chooseDates(dates)]),
    ...chooseAmounts(totals, { amounts, rows }, currency?.code),
    ...chooseRates(chargedRates(rates, totals, exemption !== undefined), amounts, totals),
    ...chooseTerms(rows),
    ...parties,
  ]
  if (currency) found.push(currencyField(currency))
  const lines = readLineItems(pages, { rows, mark, totals })
  const vatBreakdown = readVatBreakdown({ rows, rates, amounts, totals, lines })
  const printed = { rows, amounts, dates, rates, references }
  return {
    found: lesson ? recallParties(found, printed, lesson) : found,
    lines: taxLines(lines, { breakdown: vatBreakdown, totals, language }),
    vatBreakdown,
    kind,
    language,
    currency: currency?.code,
    currencyDoubt: currency?.doubt,
    printed,
  }
}

function currencyField({ code, word, page, isShared, doubt }: NamedCurrency): Found {
  const { text, box } = word
  const known = isShared ? 0.4 : 0.8
  const evidence = doubt === undefined ? known : 0
  return { label: 'devise', value: code, raw: text, page, box, words: [word], evidence }
}
