import type { DetectorLabel } from '@invoice-ml/contracts'
import { type Block, type Draft, identifierText } from './draft.ts'
import { countryNames } from './gazetteer.ts'
import { fitted } from './parties.ts'
import type { Party } from './party.ts'
import type { Span } from './sheet.ts'

/** A party as a form: a heading, then a caption before each part, as viewers of electronic invoices print it. */
export function partyForm(draft: Draft, who: 'fournisseur' | 'client'): Block {
  const { invoice, layout, sheet } = draft
  const party = who === 'client' ? invoice.client : invoice.supplier
  return (x, top, width) => {
    const heading = who === 'client' ? layout.say.client : layout.say.supplier
    let y = sheet.text(heading, { x, y: top, width, weight: 'bold', size: sheet.size * 1.15 }) + 2
    const indent = layout.variant('partyForm', 2) === 0 ? 10 : 0
    const captionWidth = layout.variant('partyForm 2', 3) === 0 ? 0 : Math.min(width * 0.4, 95)
    const row = (caption: string, text: string, label?: DetectorLabel) => {
      const place = { x: x + indent, y, width: width - indent }
      const title: Span = { text: `${caption}${layout.colon || ':'} `, isCaption: true }
      const value: Span = { text, label, weight: layout.info.valueWeight }
      if (captionWidth === 0) {
        y = fitted(draft, [title, value], place)
      } else {
        fitted(draft, [title], { ...place, width: captionWidth - 4 })
        y = fitted(draft, [value], {
          ...place,
          x: place.x + captionWidth,
          width: place.width - captionWidth,
        })
      }
    }
    row(layout.say.name, party.name, `${who}_nom`)
    sheet.group(`${who}_adresse`, () => {
      for (const [caption, text] of addressParts(draft, party)) row(caption, text)
      return y
    })
    if (party.siret && layout.variant('partyForm 3', 4) !== 1)
      row('SIRET', identifierText(draft, 'siret', party.siret), `${who}_siret`)
    if (party.vat && (who === 'fournisseur' || layout.identifiers.client))
      row(layout.say.vatNumber, identifierText(draft, 'vat', party.vat), `${who}_tva`)
    if (layout.variant('partyForm 4', 3) === 1) row(layout.say.phone, party.phone)
    if (layout.variant('partyForm 5', 2) === 0) row(layout.say.email, party.email)
    return y
  }
}

function addressParts({ layout }: Draft, { address }: Party): [string, string][] {
  const { say } = layout
  const country = countryNames[address.country][0]
  if (layout.variant('addressParts', 2) === 0)
    return [
      [say.street, address.street],
      [say.postcode, address.postcode],
      [say.city, address.city],
      [say.country, layout.variant('addressParts 2', 4) === 0 ? address.country : country],
    ]
  return [
    [say.street, address.street],
    [say.city, `${address.postcode} ${address.city}`],
  ]
}
