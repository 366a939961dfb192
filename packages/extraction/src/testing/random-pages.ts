import type { Page, Word } from '../page.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

// What rules look for, and what nobody expects.
const texts = [
  ...'Facture Invoice n° : Date Échéance Total HT TVA TTC Net à payer Acompte Remise'.split(' '),
  ...'Désignation Quantité Prix unitaire Montant Description Qty Amount Sous-total'.split(' '),
  ...'IBAN BIC SIRET SIREN RCS Client Vendeur Rechnung MwSt Imponibile BTW CASH'.split(' '),
  ...'1 234,56 1,234.56 -12,00 (12,00) 600,00 500,00 100,00 20% 5,5 % € EUR $ 0,00'.split(' '),
  ...'15/01/2024 31/02/2024 2024-01-15 3 mars 01/13/99 F-2024-0042 75011 Paris'.split(' '),
  ...'FR7630006000011234567890189 FR44732829320 73282932000074 732829320 AGRIFRPP'.split(' '),
  ...['', ' ', '\u0000', '\ud83d', '💶', 'ﷺ', '__proto__', 'constructor', '%', '(', '\\', '$&'],
  ...['9'.repeat(400), '1e309', '-'.repeat(50), 'O'.repeat(40), 'é'.repeat(300), '0.0000000001'],
]

/** Pages of words that make no sense, strewn over the paper or in rows. */
export function randomPages(random: () => number): Page[] {
  const count = Math.floor(random() * 3) + 1
  return Array.from({ length: count }, (_, index): Page => {
    const words = Array.from({ length: Math.floor(random() * 90) }, () => randomWord(random))
    const source = random() < 0.5 ? 'ocr' : 'text_layer'
    const region = { label: 'montant_ttc' as const, box: randomBox(random), confidence: random() }
    return { number: index + 1, width: 595, height: 842, source, words, regions: [region] }
  })
}

function randomWord(random: () => number): Word {
  const text = texts[Math.floor(random() * texts.length)] ?? ''
  return { text, box: randomBox(random), confidence: random() }
}

function randomBox(random: () => number): Word['box'] {
  const x = Math.floor(random() * 20) / 20
  const y = Math.floor(random() * 40) / 40
  const isOdd = random() < 0.05
  const width = isOdd ? Math.round(random()) * (1 - x) : Math.min(0.04, 1 - x)
  const height = isOdd ? Math.round(random()) * (1 - y) : Math.min(0.012, 1 - y)
  return { x, y, width, height }
}

/** The same things in another order. */
export function shuffled<T>(things: T[], random: () => number): T[] {
  return things
    .map((thing) => ({ thing, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing)
}
