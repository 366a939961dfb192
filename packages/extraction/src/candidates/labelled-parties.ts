import { union } from '../geometry.ts'
import type { Row, Segment } from '../lines.ts'
import { normalise } from '../parse/text.ts'
import { type PartyRole, roleOfHeading } from '../wording/party.ts'
import type { Party, PartyText } from './party-lines.ts'

type Part = 'name' | 'street' | 'postcode' | 'town'

// How forms print a party line by line, as the style sheet of the Italian e-invoice does: "Denominazione: …".
const captions: [Part, RegExp][] = [
  ['name', /^(denominazione|ragione sociale|raison sociale|company( name)?|firma|nombre)$/],
  ['street', /^(indirizzo|adresse|street|address|strasse|direccion|calle)$/],
  ['postcode', /^(cap|code postal|zip( code)?|postcode|plz|codigo postal)$/],
  ['town', /^(comune|ville|city|town|ort|stadt|ciudad|localidad)$/],
]

type Open = { role: PartyRole; parts: Partial<Record<Part, Segment>> }

/** Parties whose parts are named one by one below a heading that says whose they are. */
export function findLabelledParties(rows: Row[]): Party[] {
  const parties: Open[] = []
  for (const segment of rows.flatMap((row) => row.segments)) {
    const [caption = '', value] = segment.text.split(/\s*:\s*/, 2)
    if (value === undefined) {
      const role = roleOfHeading(segment.text)
      if (role !== 'unknown') parties.push({ role, parts: {} })
      continue
    }
    const part = captions.find(([, pattern]) => pattern.test(normalise(caption)))?.[0]
    const party = parties.at(-1)
    if (part && party && !party.parts[part]) party.parts[part] = segment
  }
  return parties.flatMap(toParty)
}

function toParty({ role, parts }: Open): Party[] {
  const { name, street, postcode, town } = parts
  if (!name || !street) return []
  const address = [street, postcode, town].filter((segment) => segment !== undefined)
  const place = [postcode, town].filter((segment) => segment !== undefined).map(valueIn)
  const segments = [name, ...address]
  const box = union(segments.map((segment) => segment.box)) ?? name.box
  return [
    {
      role,
      name: textOf([name], valueIn(name)),
      names: [],
      address: textOf(address, [valueIn(street), place.join(' ')].filter(Boolean).join(', ')),
      block: { page: name.page, segments, box },
    },
  ]
}

function valueIn({ text }: Segment): string {
  return text.replace(/^[^:]*:\s*/, '').trim()
}

function textOf(segments: Segment[], value: string): PartyText {
  // The caption is no part of the value.
  const words = segments.flatMap((segment) =>
    segment.words.slice(segment.words.findIndex(({ text }) => text.endsWith(':')) + 1),
  )
  return {
    value,
    raw: segments.map(valueIn).join('\n'),
    page: segments[0]?.page ?? 1,
    box: union(words.map((word) => word.box)) ?? { x: 0, y: 0, width: 0, height: 0 },
    words,
  }
}
