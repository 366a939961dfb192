import type { DetectorLabel } from '@invoice-ml/contracts'
import { type Block, type Draft, identifierText, pair } from './draft.ts'
import { formatMoney } from './format.ts'
import { countryNames } from './gazetteer.ts'
import type { Layout } from './layout.ts'
import type { Party } from './party.ts'
import type { Address } from './places.ts'
import type { Span } from './sheet.ts'

/** The lines of an address as on an envelope. */
export function addressLines({ layout }: Draft, address: Address): string[] {
  const { street, extra, postcode, city, country } = address
  const place =
    country === 'GB' || country === 'IE' || country === 'US'
      ? `${city} ${postcode}`
      : `${country === 'DE' && layout.variant('addressLines', 7) === 0 ? 'D-' : ''}${postcode} ${city}`
  const lines = extra ? [extra, street, place] : [street, place]
  if (country !== layout.country || layout.variant('addressLines 2', 3) === 0)
    lines.push(
      countryNames[country][layout.variant('addressLines 3', 2)] ?? countryNames[country][0],
    )
  return lines
}

/** Name, address and identifiers of the supplier; what the letterhead of a company holds. */
export function supplierBlock(draft: Draft, align: 'left' | 'center' = 'left'): Block {
  const { invoice, layout } = draft
  const { supplier } = invoice
  if (isLetterheadOnBar(layout)) return (_x, y) => y
  return framed(
    draft,
    layout.captioned && layout.rows.length !== 2 ? layout.say.supplier : undefined,
    (x, top, width) => {
      let y = letterhead(draft, align)(x, top, width)
      const contacts: Span[][] = []
      if (layout.variant('supplier 2', 5) < 3)
        contacts.push([{ text: `${layout.say.phone}${layout.colon} ${supplier.phone}` }])
      if (layout.variant('supplier 3', 4) === 1)
        contacts.push([
          { text: `${layout.say.fax}${layout.colon} ${supplier.phone.slice(0, -1)}7` },
        ])
      if (layout.variant('supplier 4', 3) < 2) contacts.push([{ text: supplier.email }])
      if (layout.variant('supplier 5', 6) === 1) contacts.push([{ text: supplier.web }])
      const all = layout.identifiers.inHead
        ? [...contacts, ...identifierSpans(draft, supplier, 'fournisseur')]
        : contacts
      for (const spans of all) y = fitted(draft, spans, { x, y, width, align })
      return y
    },
  )
}

/** Whether the supplier stands on the coloured bar, and so not in the head. */
export function isLetterheadOnBar(layout: Layout): boolean {
  return layout.sidebar > 0 && layout.variant('letterhead', 2) === 0
}

/** Name and address of the supplier. */
export function letterhead(draft: Draft, align: 'left' | 'center' = 'left'): Block {
  const { invoice, layout, sheet } = draft
  const { supplier } = invoice
  const size = sheet.size * (layout.variant('supplier', 3) === 1 ? 1.35 : 1)
  const weight = layout.variant('letterhead 2', 4) === 0 ? 'regular' : 'bold'
  return (x, top, width) => {
    const name = sheet.wrap(supplier.name, width, size, weight)
    const y = sheet.group('fournisseur_nom', () =>
      lines(draft, name, { x, y: top, width, align, size, weight }),
    )
    const address = addressLines(draft, supplier.address).flatMap((line) => sheet.wrap(line, width))
    return sheet.group('fournisseur_adresse', () => lines(draft, address, { x, y, width, align }))
  }
}

/** Whom the invoice is sent to, sometimes with numbers. */
export function clientBlock(draft: Draft): Block {
  const { invoice, layout, sheet } = draft
  const { client } = invoice
  // What is sold at the counter or paid at once is often made out to nobody.
  if (layout.variant('client 3', 20) === 0) return (_x, y) => y
  return framed(draft, layout.captioned ? layout.say.client : undefined, (x, top, width) => {
    let y = top
    const weight = layout.variant('client', 2) === 0 ? 'bold' : 'regular'
    y = sheet.group('client_nom', () =>
      lines(draft, sheet.wrap(client.name, width, sheet.size, weight), { x, y, width, weight }),
    )
    if (client.contact && client.contact !== client.name)
      y = sheet.text(client.contact, { x, y, width })
    y = sheet.group('client_adresse', () =>
      lines(draft, addressLines(draft, client.address), { x, y, width }),
    )
    if (layout.identifiers.client)
      for (const spans of identifierSpans(draft, client, 'client'))
        y = fitted(draft, spans, { x, y, width })
    else if (layout.variant('client 2', 9) === 0)
      y = sheet.text(`${layout.say.phone}${layout.colon} ${client.phone}`, { x, y, width })
    return y
  })
}

/** Where the goods went: an address that is no field. */
export function deliveryBlock(draft: Draft): Block {
  const { invoice, layout, sheet } = draft
  if (!layout.shows.delivery) return (_x, y) => y
  return framed(draft, layout.say.delivery, (x, top, width) => {
    const y =
      layout.variant('delivery', 2) === 0
        ? sheet.text(invoice.client.name, { x, y: top, width })
        : top
    return lines(draft, addressLines(draft, invoice.delivery), { x, y, width })
  })
}

/** The sender in one small line above the window of the envelope. */
export function senderBlock(draft: Draft): Block {
  const { invoice, sheet } = draft
  return (x, y, width) => {
    const size = Math.min(6.5, sheet.size)
    const address = addressLines(draft, invoice.supplier.address).join(', ')
    const spans: Span[] = [
      { text: invoice.supplier.name, label: 'fournisseur_nom' },
      { text: ' · ' },
      { text: address, label: 'fournisseur_adresse' },
    ]
    const end = fitted(draft, spans, { x, y, width, size })
    sheet.line(x, end, x + width * 0.85, end, { lineWidth: 0.3 })
    return end + 4
  }
}

/** The registered numbers of a party, each in a line. */
export function identifierSpans(
  draft: Draft,
  party: Party,
  who: 'fournisseur' | 'client',
): Span[][] {
  const { layout } = draft
  const spans: Span[][] = []
  const add = (caption: string, value: string, label: DetectorLabel) =>
    spans.push(pair(draft, caption, value, label))
  const variant = layout.variant('identifierSpans', 4)
  if (party.siret && variant !== 1)
    add('SIRET', identifierText(draft, 'siret', party.siret), `${who}_siret`)
  if (party.siren && variant === 1)
    add(
      layout.variant('identifierSpans 2', 2) === 1
        ? 'SIREN'
        : `RCS ${party.address.city.replace(/ .*/, '')}`,
      identifierText(draft, 'siren', party.siren),
      `${who}_siren`,
    )
  if (party.vat && (who === 'client' || variant !== 2 || !party.siret)) {
    const caption =
      party.address.country === 'US'
        ? 'Tax ID'
        : party.address.country === 'MY'
          ? 'GST Reg No'
          : layout.say.vatNumber
    add(caption, identifierText(draft, 'vat', party.vat), `${who}_tva`)
  }
  return spans
}

/** Legal form and capital: numbers that are no total. */
export function capitalText({ layout }: Draft, party: Party): string {
  const amount = formatMoney(
    party.capitalCents,
    { ...layout.money, currency: 'after' },
    'EUR',
  ).replace(/[.,]00(?= )/, '')
  return layout.say.capital.replace('{amount}', amount)
}

type Place = {
  x: number
  y: number
  width: number
  align?: 'left' | 'right' | 'center'
  size?: number
  weight?: 'regular' | 'bold'
}

function lines({ sheet }: Draft, texts: string[], place: Place): number {
  let { y } = place
  for (const text of texts) y = sheet.text(text, { ...place, y })
  return y
}

/** One line, in smaller letters where it would be wider than its place. */
export function fitted({ sheet }: Draft, spans: Span[], place: Place): number {
  const size = place.size ?? sheet.size
  const wide = spans.reduce(
    (sum, span) => sum + sheet.widthOf(span.text, size, span.weight ?? place.weight ?? 'regular'),
    0,
  )
  return sheet.text(spans, {
    ...place,
    size: wide > place.width ? (size * place.width) / wide : size,
  })
}

/** A block with its caption in the layout's kind of box. */
export function framed(
  { layout, sheet }: Draft,
  caption: string | undefined,
  content: Block,
): Block {
  return (x, top, width) => {
    const pad = layout.box === 'none' ? 0 : 5
    const draw = (from: number) => {
      let y = from + pad
      if (caption) {
        y = sheet.text(caption + (layout.box === 'fill' ? '' : layout.colon), {
          x: x + pad,
          y,
          width: width - 2 * pad,
          weight: layout.variant('framed', 2) === 0 ? 'bold' : 'regular',
          color: layout.box === 'rule' ? layout.accent : '#000',
        })
        if (layout.box === 'rule') {
          sheet.line(x, y, x + width, y, { color: layout.accent })
          y += 3
        }
      }
      return content(x + pad, y, width - 2 * pad) + pad
    }
    const bottom = sheet.dry(() => draw(top))
    const box = { x, y: top, width, height: bottom - top }
    if (layout.box === 'frame')
      sheet.rect(box, { stroke: '#444', radius: layout.variant('framed 2', 3) === 0 ? 6 : 0 })
    if (layout.box === 'fill') sheet.rect(box, { fill: layout.tint })
    return draw(top)
  }
}
