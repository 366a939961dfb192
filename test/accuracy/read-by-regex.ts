// What people use today, to stand next to: careful regular expressions over the text of a document.
// node test/accuracy/read-by-regex.ts PAGES --out DIR
//
// PAGES: what `node packages/vision/src/dump-pages.ts FOLDER --out PAGES` writes: the text layer, or Tesseract's text, as our own
// reading sees it. Writes <name>.prediction.json, for `npm run evaluate -- FOLDER --out DIR --keep`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const months = [
  /^ja/i,
  /^f[eé]/i,
  /^m[aäe]r|^mrt|^maa/i,
  /^a[pvb]r/i,
  /^ma[iyg]|^mei/i,
  /^jui?n|^giu/i,
  /^jui?l|^lug/i,
  /^a[uoû]|^ago/i,
  /^se/i,
  /^o[ckt]/i,
  /^no/i,
  /^d[eéi]/i,
]

type Word = { text: string; box: { x: number; y: number; height: number } }

/** Words in rows from top to bottom, as pdftotext -layout and Tesseract give them. */
function textOf(pages: { words: Word[] }[]): string {
  return pages.map(({ words }) => rowsOf(words).join('\n')).join('\n')
}

function rowsOf(words: Word[]): string[] {
  const rows: Word[][] = []
  for (const word of words.toSorted((a, b) => a.box.y - b.box.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && word.box.y - first.box.y < 0.6 * first.box.height) row.push(word)
    else rows.push([word])
  }
  return rows.map((row) =>
    row
      .toSorted((a, b) => a.box.x - b.box.x)
      .map(({ text }) => text)
      .join(' '),
  )
}

const amount = String.raw`(-?\d{1,3}(?:[ .,'\u00a0\u202f]?\d{3})*[.,]\d{2})(?![\d%]| ?%)`
const date = String.raw`(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? \p{L}{3,10}\.? \d{4})`

/** The value behind some words: in their row, or in the one below. */
function behind(text: string, words: string, between: string, value: string): string[] {
  const pattern = new RegExp(`(?<!\\p{L})(?:${words})${between}${value}`, 'giu')
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

// A rate, a base or a currency may stand between the name of an amount and the amount.
const toAmount = String.raw`[^\n]{0,60}?[\s:€$£]`
const toNumber = String.raw`\s*[.:#n°º]*\s*`
const toDate = String.raw`[^\n\d]{0,20}`

function readFields(text: string): Record<string, string | undefined> {
  const net = behind(
    text,
    'total (?:net )?h\\.?t\\.?|montant (?:net )?h\\.?t\\.?|net amount|sub-?total|untaxed amount|nettobetrag|summe netto|netto|base imponible|imponibile|subtotaal|totaal excl\\.?',
    toAmount,
    amount,
  )
  const tax = behind(
    text,
    'total t\\.?v\\.?a\\.?|montant t\\.?v\\.?a\\.?|t\\.?v\\.?a\\.?|vat|gst|taxes|mwst\\.?|ust\\.?|umsatzsteuer|i\\.?v\\.?a\\.?|btw|tax',
    toAmount,
    amount,
  )
  const gross = behind(
    text,
    'total t\\.?t\\.?c\\.?|net à payer|montant t\\.?t\\.?c\\.?|grand total|total due|amount due|total amount|gesamtbetrag|gesamt|bruttobetrag|rechnungsbetrag|total factura|totale fattura|totale|totaal(?: incl\\.?)?|total',
    toAmount,
    amount,
  )
  const all = [...text.matchAll(new RegExp(amount, 'gu'))].map(([, printed]) => centsOf(printed))
  const largest = all.toSorted((a, b) => Number(b) - Number(a))[0]
  return {
    numero_facture: behind(
      text,
      'facture|avoir|invoice|credit note|rechnungs?-?(?:nr|nummer)?|gutschrift|factura|fattura|factuur(?:nummer)?|receipt|bill|document|doc',
      `(?: ?(?:no|nr|n|number|num[eé]ro|id))?${toNumber}`,
      String.raw`([A-Z]{0,6}[-/_]?\d[A-Z0-9/_-]{2,})`,
    )[0],
    date_facture: isoOf(
      behind(
        text,
        "date (?:de |d'|of )?(?:la )?(?:facture|facturation|émission|invoice|issue)|invoice date|rechnungsdatum|datum|fecha|data|date|paris,? le|le",
        toDate,
        date,
      )[0] ?? new RegExp(date, 'iu').exec(text)?.[1],
    ),
    montant_ht: centsOf(net.at(-1)),
    montant_tva: centsOf(tax.at(-1)),
    montant_ttc: centsOf(gross.at(-1)) ?? largest,
  }
}

function centsOf(printed: string | undefined): string | undefined {
  if (printed === undefined) return undefined
  const digits = printed.replaceAll(/[^\d-]/g, '')
  return (Number(digits) / 100).toFixed(2)
}

function isoOf(printed: string | undefined): string | undefined {
  if (printed === undefined || /^\d{4}-/.test(printed)) return printed
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[./ -]+(\d{1,2}|\p{L}+)[./ -]+(\d{2,4})$/u.exec(printed) ?? []
  const number = /^\d/.test(month)
    ? Number(month)
    : months.findIndex((pattern) => pattern.test(month)) + 1
  const century = year.length === 2 ? '20' : ''
  return `${century}${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'predictions' } },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name the folder that dump-pages has written')
mkdirSync(values.out, { recursive: true })
for (const file of readdirSync(folder).filter((name) => name.endsWith('.pages.json'))) {
  const text = textOf(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  const fields = Object.entries(readFields(text)).flatMap(([label, value]) =>
    value === undefined ? [] : [{ label, value, confidence: 0.9 }],
  )
  const prediction = { fields, needs_review: fields.length < 5, elapsed_ms: 1 }
  writeFileSync(
    join(values.out, file.replace('.pages.json', '.prediction.json')),
    JSON.stringify(prediction),
  )
}
