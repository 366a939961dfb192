import { type Block, type Draft, identifierText, pair } from './draft.ts'
import { fitted } from './parties.ts'
import type { Span } from './sheet.ts'
import { phrasesOf } from './wording/languages.ts'

/** How and where to pay: terms, method, the supplier's account or a factor's. */
export function paymentBlock(draft: Draft): Block {
  const { invoice, layout, sheet } = draft
  const { say, shows } = layout
  return (x, top, width) => {
    let y = top
    const line = (spans: Span[]) => {
      y = fitted(draft, spans, { x, y, width })
    }
    if (shows.terms && !shows.termsInInfo)
      line(pair(draft, say.paymentTerms, invoice.terms, 'conditions_paiement'))
    if (shows.method) line(pair(draft, say.paymentMethod, invoice.method))
    if (layout.bank === 'afterTotals' || layout.bank === 'table') {
      y += 4
      if (layout.variant('payment', 2) === 0)
        y = sheet.text(`${say.bank}${layout.colon}`, { x, y, width, weight: 'bold' })
      for (const spans of bankSpans(draft)) line(spans)
    }
    if (invoice.factor) {
      for (const part of sheet.wrap(say.factor.replace('{name}', invoice.factor.name), width))
        line([{ text: part }])
      line([{ text: `IBAN ${identifierText(draft, 'iban', invoice.factor.iban)}` }])
    }
    if (invoice.vatCents === 0)
      for (const part of sheet.wrap(
        phrasesOf[invoice.language].exempt[layout.variant('payment 2', 3)] ?? say.exempt,
        width,
      ))
        line([{ text: part }])
    return y
  }
}

/** The supplier's account, in one line for each part. */
export function bankSpans(draft: Draft): Span[][] {
  const { invoice, layout } = draft
  const spans = [
    pair(draft, 'IBAN', identifierText(draft, 'iban', invoice.iban), 'fournisseur_iban'),
  ]
  if (layout.variant('bankSpans', 5) !== 0)
    spans.push(
      pair(
        draft,
        layout.variant('bankSpans 2', 3) === 0
          ? 'BIC / SWIFT'
          : layout.variant('bankSpans 3', 3) === 1
            ? 'BIC'
            : 'SWIFT',
        invoice.bic,
        'fournisseur_bic',
      ),
    )
  if (layout.variant('bankSpans 4', 3) !== 0)
    spans.unshift(pair(draft, layout.say.bank, invoice.bankName))
  return spans
}

/** Small print and thanks under everything. */
export function closingBlock(draft: Draft): Block {
  const { layout, sheet } = draft
  return (x, top, width) => {
    let y = top
    if (layout.shows.legal)
      for (const text of sheet.wrap(layout.say.legal, width, sheet.size * 0.8))
        y = sheet.text(text, { x, y, width, size: sheet.size * 0.8, color: '#444' })
    if (layout.shows.thanks)
      for (const text of sheet.wrap(layout.say.thanks, width))
        y = sheet.text(text, { x, y: y + 4, width })
    return y
  }
}
