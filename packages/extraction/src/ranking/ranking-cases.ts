import type { FieldLabel, RankingCase, RankingFacts } from '@invoice-ml/contracts'
import type { AmountCandidate } from '../candidates/amounts.ts'
import type { DateCandidate } from '../candidates/dates.ts'
import { findIdentifiers } from '../candidates/identifiers.ts'
import type { ReferenceCandidate } from '../candidates/references.ts'
import { lettersAndDigits } from '../find-print.ts'
import { rateNames } from '../header/choose-name.ts'
import { maySell, partiesOfFirstPage, rateSeller } from '../header/choose-sides.ts'
import { lettersOf } from '../header/page-facts.ts'
import { findSides } from '../header/parties.ts'
import type { Page } from '../page.ts'
import { type PrintedReading, readPrinted } from '../read-printed.ts'
import { factsOf } from './facts.ts'
import { builtInScore, candidatesOf, noneScore, rankableLabels } from './name-by-words.ts'

type Known = readonly { label: FieldLabel; value: string }[]
type Candidate = AmountCandidate | DateCandidate | ReferenceCandidate

/**
 * What there was to choose on a document of which people have said everything: each choice with its candidates and the right
 * ones among them. Choices whose right answer is not among the candidates teach nothing and are left out.
 */
export function rankingCases(pages: Page[], known: Known): RankingCase[] {
  const reading = readPrinted(pages)
  return [...casesOfFields(reading, known), ...casesOfSeller(reading, known)].filter(
    ({ options }) => options.length > 1 && options.some(({ isRight }) => isRight),
  )
}

function casesOfFields({ printed }: PrintedReading, known: Known): RankingCase[] {
  const facts = new Map<Candidate, RankingFacts>()
  const lookAt = (candidate: Candidate) => {
    const seen = facts.get(candidate) ?? factsOf(candidate.span, printed.rows)
    facts.set(candidate, seen)
    return seen
  }
  return rankableLabels.map((ranked): RankingCase => {
    const values = known.filter(({ label }) => label === ranked).map(({ value }) => value)
    // Every candidate of a rankable label is one of these.
    const candidates = candidatesOf(printed, ranked) as Candidate[]
    const options = candidates.map((candidate) => ({
      score: builtInScore(candidate, ranked),
      facts: lookAt(candidate),
      isRight: values.some((value) => says(candidate, value)),
    }))
    return {
      ranked,
      options: [...options, { score: noneScore, facts: {}, isRight: values.length === 0 }],
    }
  })
}

function says(candidate: Candidate, value: string): boolean {
  if ('cents' in candidate)
    return Math.abs(candidate.cents) === Math.round(Math.abs(Number.parseFloat(value)) * 100)
  if ('iso' in candidate) return candidate.iso === value
  return lettersAndDigits(candidate.value) === lettersAndDigits(value)
}

function casesOfSeller({ printed, kind }: PrintedReading, known: Known): RankingCase[] {
  const { rows } = printed
  const name = known.find(({ label }) => label === 'fournisseur_nom')?.value
  if (name === undefined) return []
  const isNamed = (text: { value: string } | undefined) =>
    text !== undefined && lettersOf(text.value) === lettersOf(name)
  const { context, sides, taken, isShop } = findSides({
    rows,
    identifiers: findIdentifiers(rows),
    kind,
  })
  const parties = kind === 'receipt' ? [] : partiesOfFirstPage(context).filter(maySell)
  const names = rateNames({ rows, supplier: sides.supplier, isShop }, taken)
  return [
    {
      ranked: 'seller',
      options: parties.map((party) => ({
        ...rateSeller(party, context),
        isRight: isNamed(party.name),
      })),
    },
    {
      ranked: 'name',
      options: names.map(({ candidate, ...rated }) => ({
        ...rated,
        isRight: isNamed(candidate.text),
      })),
    },
  ]
}
