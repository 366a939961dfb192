import { union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { captionRole, type PartyRole, roleOfHeading } from '../wording/party.ts'
import type { Party, PartyText } from './party-lines.ts'

type Part = 'name' | 'street' | 'postcode' | 'town'

// How forms print a party line by line, as viewers of electronic invoices do: "Denominazione: …".
const captions: [Part, RegExp][] = [
  [
    'name',
    /^(denominazione|ragione sociale|raison sociale|denomination|nom|name|company( name)?|legal name|firma|firmenname|unternehmen|nombre|razon social|naam|bedrijf(snaam)?)$/,
  ],
  [
    'street',
    /^(indirizzo|adresse|rue|voie|street( address)?|address|strasse|straße|anschrift|direccion|calle|domicilio|via|straat|adres)$/,
  ],
  [
    'postcode',
    /^(cap|code postal|cp|c\.p\.|zip( code)?|post ?code|plz|postleitzahl|codigo postal)$/,
  ],
  [
    'town',
    /^(comune|citta|ville|localite|commune|city|town|ort|stadt|ciudad|localidad|poblacion|municipio|plaats|woonplaats|stad)$/,
  ],
]

type Value = { segment: Segment; text: string }
type Open = { role: PartyRole; parts: Partial<Record<Part, Value>> }

/** Parties whose parts are named one by one below a heading that says whose they are. */
export function findLabelledParties(rows: Row[]): Party[] {
  const parties: Open[] = []
  for (const segment of rows.flatMap((row) => row.segments)) {
    const role = headingRole(segment.text)
    if (role !== 'unknown') parties.push({ role, parts: {} })
    const party = parties.at(-1)
    const part = partOf(segment.text)
    const value = part && valueBeside(segment, rows)
    if (part && value && party && !party.parts[part]) party.parts[part] = value
  }
  return parties.flatMap(toParty)
}

function headingRole(text: string): PartyRole {
  const role = captionRole(text)
  return role === 'unknown' && !text.includes(':') ? roleOfHeading(text) : role
}

function partOf(text: string): Part | undefined {
  const caption = normalise(/^([^:]+):/.exec(text)?.[1] ?? '').trim()
  return captions.find(([, pattern]) => pattern.test(caption))?.[0]
}

/** What follows the caption: on its piece, or as the next piece of the row. */
function valueBeside(segment: Segment, rows: Row[]): Value | undefined {
  const inside = segment.text.replace(/^[^:]*:\s*/, '').trim()
  if (inside !== '') return { segment, text: inside }
  const segments = rows[segment.row]?.segments ?? []
  const next = segments[segments.indexOf(segment) + 1]
  return next ? { segment: next, text: next.text.trim() } : undefined
}

function toParty({ role, parts }: Open): Party[] {
  const { name, street, postcode, town } = parts
  if (!name || !street) return []
  const place = [postcode, town].filter((part) => part !== undefined)
  const address = [street, ...place]
  const segments = [name, ...address].map(({ segment }) => segment)
  const lines = [street.text, place.map(({ text }) => text).join(' ')].filter(Boolean)
  return [
    {
      role,
      name: textOf([name], name.text),
      names: [],
      address: textOf(address, lines.join(', ')),
      block: {
        page: name.segment.page,
        segments,
        box: union(segments.map(({ box }) => box)) ?? name.segment.box,
      },
    },
  ]
}

function textOf(values: Value[], value: string): PartyText {
  // The caption is no part of the value.
  const words = values.flatMap(({ segment }) =>
    segment.words.slice(segment.words.findIndex(({ text }) => text.endsWith(':')) + 1),
  )
  return {
    value,
    raw: values.map(({ text }) => text).join('\n'),
    page: values[0]?.segment.page ?? 1,
    box: union(words.map((word) => word.box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    words,
  }
}
