import type { Row } from '../lines.ts'
import { parseAmount } from '../parse/amount.ts'
import { readableRows } from './readable-rows.ts'

/** Where a tax is named, or several in one ("GST/HST"), with the rates and amounts that stand there. */
export type TaxMention = {
  names: string[]
  /** In percent, behind the name. */
  rates: number[]
  /** In percent, right before the name: "5% GST". */
  leadingRate: number | undefined
  /** In cents, leaving out what is nothing. */
  amounts: number[]
  /** Whether no word stands between the name and its amount. */
  isPlain: boolean
}

type Token = { kind: string; text: string; start: number; end: number }

const tax = String.raw`\b(?:gst|hst|tps|tvq|tvh|qst|pst|rst|sales tax(?:es)?|ge tax)\b`
const percent = String.raw`(?<![\d.,])\d{1,2}(?:[.,]\d{1,4})? ?%`
const number = String.raw`(?<![\d.,])(?:\d{1,3}(?:[ ,.']\d{3}){1,4}|\d{1,9})(?:[.,]\d\d)?(?![\d%]|[.,]\d)`
const amount = String.raw`(?:\$ ?)?${number}(?: ?\$(?! ?\d))?`
// "Reg." and "incl." end no sentence.
const end = String.raw`(?<!\b(?:reg|no|nr|incl?|excl?))[.;!?](?= )`
const anyTax = new RegExp(tax)
const token = new RegExp(
  `(?<tax>${tax})|(?<percent>${percent})|(?<amount>${amount})|(?<end>${end})`,
  'g',
)
// Further off, in characters, a number is another's.
const reach = 80

/** Every tax of those who write "$" that a document names. */
export function taxMentions(rows: Row[]): TaxMention[] {
  const { lines, columns } = readableRows(rows)
  // Under "GST" stands a code or a rate, too, in any form.
  const values = columns.filter((text) => /^[^\d$]*[$\d]/.test(text) && /[$%]/.test(text))
  return [...lines, ...values].flatMap(mentionsIn)
}

function mentionsIn(text: string): TaxMention[] {
  const mentions: TaxMention[] = []
  let last: { mention: TaxMention; end: number } | undefined
  let loose: Token | undefined
  for (const next of tokensOf(text)) {
    if (last && next.kind !== 'tax' && next.start - last.end > reach) last = undefined
    if (next.kind === 'end') [last, loose] = [undefined, undefined]
    if (next.kind === 'tax') {
      const between = last && text.slice(last.end, next.start)
      const mention = last && /^ ?[/&+] ?$/.test(between ?? '') ? last.mention : begun(mentions)
      mention.names.push(next.text)
      if (loose && /^\W{0,3}$/.test(text.slice(loose.end, next.start)))
        mention.leadingRate = rateOf(loose)
      last = { mention, end: next.end }
      loose = undefined
    }
    if (next.kind === 'percent' && last) last.mention.rates.push(rateOf(next))
    loose = next.kind === 'percent' && !last ? next : undefined
    if (next.kind === 'amount' && last)
      addAmount(last.mention, next, text.slice(last.end, next.start))
  }
  return mentions
}

function begun(mentions: TaxMention[]): TaxMention {
  const mention = { names: [], rates: [], leadingRate: undefined, amounts: [], isPlain: false }
  mentions.push(mention)
  return mention
}

function* tokensOf(text: string): Generator<Token> {
  // Most rows name no tax.
  if (!anyTax.test(text)) return
  for (const { 0: found, index, groups = {} } of text.matchAll(token)) {
    const kind = Object.keys(groups).find((each) => groups[each] !== undefined) ?? ''
    yield { kind, text: found, start: index, end: index + found.length }
  }
}

function rateOf({ text }: Token): number {
  return Number.parseFloat(text.replace(',', '.'))
}

function addAmount(mention: TaxMention, { text }: Token, between: string): void {
  const cents = parseAmount(text)?.cents ?? 0
  if (cents === 0 || !/\$|[.,]\d\d$/.test(text)) return
  if (mention.amounts.length === 0) mention.isPlain = !/\p{L}/u.test(between)
  mention.amounts.push(cents)
}
