import type { FieldLabel, SupplierLesson } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { extract } from '../extract.ts'
import type { Page } from '../page.ts'
import type { RankerWeights } from '../ranking/learned-score.ts'
import { drawPage } from '../testing/draw-page.ts'
import { policy, valuesOf } from '../testing/readings.ts'
import { type KnownValue, learn } from './learn.ts'
import { supplierKeys } from './supplier-keys.ts'

/** An invoice of a joiner who prints two dates and two numbers under names of his own. */
function joinersInvoice({ number = '26 0117', day = '03/04/2026', extra = '' } = {}): string {
  return `
Menuiserie du Port
4 quai de la Fosse                              Chantier ref :   K 881
44000 Nantes                                    Piece :          ${number}
TVA FR44732829320                               Etabli :         ${day}
                                                Chantier du :    02/01/2026
${extra}
Porte en chêne                                                   500,00

                                                Hors taxe        500,00
                                                TVA 20 %         100,00
                                                Somme            600,00`
}

const known: KnownValue[] = [
  { label: 'fournisseur_nom', value: 'Menuiserie du Port' },
  { label: 'fournisseur_tva', value: 'FR44732829320' },
  { label: 'numero_facture', value: '26 0117' },
  { label: 'date_facture', value: '2026-04-03' },
]

function lessonFrom(drawing: string, values = known, weights?: RankerWeights): SupplierLesson {
  const lesson = learn([drawPage(drawing)], values, weights)
  if (!lesson) throw new Error('nothing was learned')
  return lesson
}

function knownOf(values: Partial<Record<FieldLabel, string>>): KnownValue[] {
  return (Object.entries(values) as [FieldLabel, string][]).map(([label, value]) => ({
    label,
    value,
  }))
}

function readWith(lesson: SupplierLesson, page: Page) {
  return valuesOf(extract([page], policy, { lessons: [lesson] }))
}

test('the next invoice of a supplier is read where the corrected one had its fields', () => {
  const lesson = lessonFrom(joinersInvoice())
  const next = drawPage(joinersInvoice({ number: '26 0231', day: '17/05/2026' }))

  const values = readWith(lesson, next)

  expect(values.numero_facture).toBe('26 0231')
  expect(values.date_facture).toBe('2026-05-17')
})

test('without the lesson the same invoice is read otherwise', () => {
  const next = drawPage(joinersInvoice({ number: '26 0231', day: '17/05/2026' }))

  const values = valuesOf(extract([next], policy))

  expect(values.numero_facture).not.toBe('26 0231')
})

test('the order of day and month is learned from a date that is known', () => {
  const lesson = lessonFrom(joinersInvoice({ day: '03/04/2026' }), [
    ...known.slice(0, 3),
    { label: 'date_facture', value: '2026-03-04' },
  ])
  const next = drawPage(joinersInvoice({ day: '05/06/2026' }))

  expect(readWith(lesson, next).date_facture).toBe('2026-05-06')
})

test('a name that is no text on any page is remembered', () => {
  const withLogo = (drawing: string) => drawPage(drawing.replace('Menuiserie du Port', ''))
  const values = known.map((one) =>
    one.label === 'fournisseur_nom' ? { ...one, value: 'Port & Fils' } : one,
  )
  const lesson = learn([withLogo(joinersInvoice())], values)
  if (!lesson) throw new Error('nothing was learned')

  const { fields } = extract([withLogo(joinersInvoice({ number: '26 0231' }))], policy, {
    lessons: [lesson],
  })

  expect(fields.find(({ label }) => label === 'fournisseur_nom')).toMatchObject({
    value: 'Port & Fils',
    source: 'correction',
  })
})

test('an account that is not on the page is never remembered', () => {
  const iban = 'FR7630006000011234567890189'
  const lesson = lessonFrom(joinersInvoice({ extra: 'IBAN FR76 3000 6000 0112 3456 7890 189' }), [
    ...known,
    { label: 'fournisseur_iban', value: iban },
  ])

  const bare = readWith(lesson, drawPage(joinersInvoice()))
  const moved = readWith(
    lesson,
    drawPage(joinersInvoice({ extra: 'IBAN DE89 3704 0044 0532 0130 00' })),
  )

  expect(bare.fournisseur_iban).toBeUndefined()
  expect(moved.fournisseur_iban).toBe('DE89370400440532013000')
})

test.each([
  'Changement de RIB : notre ancien compte FR76 3000 6000 0112 3456 7890 189 est clôturé,\nmerci de régler sur DE89 3704 0044 0532 0130 00',
  'IBAN FR76 3000 6000 0112 3456 7890 189\nÀ régler exclusivement à FACTOR, IBAN DE89 3704 0044 0532 0130 00',
])('an account that is known is no surer where another one is printed as well: %s', (accounts) => {
  const lesson = lessonFrom(joinersInvoice({ extra: 'IBAN FR76 3000 6000 0112 3456 7890 189' }), [
    ...known,
    { label: 'fournisseur_iban', value: 'FR7630006000011234567890189' },
  ])
  const page = drawPage(joinersInvoice({ extra: accounts }))
  const accountOf = (lessons: SupplierLesson[]) =>
    extract([page], policy, { lessons }).fields.find(({ label }) => label === 'fournisseur_iban')

  expect(accountOf([lesson])).toEqual(accountOf([]))
})

test('of two accounts that were printed when one was chosen, that one is known', () => {
  const accounts = 'IBAN FR76 3000 6000 0112 3456 7890 189\nIBAN DE89 3704 0044 0532 0130 00'
  const lesson = lessonFrom(joinersInvoice({ extra: accounts }), [
    ...known,
    { label: 'fournisseur_iban', value: 'DE89370400440532013000' },
  ])
  const next = joinersInvoice({ number: '26 0231', extra: accounts })
  const moved = next.replace('FR76 3000 6000 0112 3456 7890 189', 'BE68 5390 0754 7034')
  const unknown = extract([drawPage(moved)], policy)

  const { fields } = extract([drawPage(moved)], policy, { lessons: [lesson] })

  expect(readWith(lesson, drawPage(next)).fournisseur_iban).toBe('DE89370400440532013000')
  expect(fields.filter(({ label }) => label === 'fournisseur_iban')).toEqual(
    unknown.fields.filter(({ label }) => label === 'fournisseur_iban'),
  )
})

test('an account that is debited is no other one of the supplier', () => {
  const lesson = lessonFrom(joinersInvoice({ extra: 'IBAN DE89 3704 0044 0532 0130 00' }), [
    ...known,
    { label: 'fournisseur_iban', value: 'DE89370400440532013000' },
  ])
  const page = drawPage(
    joinersInvoice({
      extra:
        'IBAN DE89 3704 0044 0532 0130 08\nPrélevé sur votre compte IBAN FR76 3000 6000 0112 3456 7890 189',
    }),
  )
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))

  const values = readWith(lesson, { ...page, source: 'ocr', words })

  expect(values.fournisseur_iban).toBe('DE89370400440532013000')
})

test('a number that was recognised almost as it is known is read as known', () => {
  const lesson = lessonFrom(joinersInvoice())
  const page = drawPage(joinersInvoice().replace('FR44732829320', 'FR44732829328'))
  const scanned: Page = {
    ...page,
    source: 'ocr',
    words: page.words.map((word) => ({ ...word, confidence: 0.9 })),
  }

  expect(readWith(lesson, scanned).fournisseur_tva).toBe('FR44732829320')
})

test('a number with right check digits is what is printed, however like it is to the known one', () => {
  const iban = 'DE89370400440532013000'
  const page = drawPage(joinersInvoice({ extra: 'IBAN DE89 3704 0044 1502 0130 00' }))
  const lesson = lessonFrom(joinersInvoice({ extra: 'IBAN DE89 3704 0044 0532 0130 00' }), [
    ...known,
    { label: 'fournisseur_iban', value: iban },
  ])
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))

  const values = readWith(lesson, { ...page, source: 'ocr', words })

  expect(values.fournisseur_iban).toBe('DE89370400441502013000')
})

test('a page of another form of the same supplier is read as if nothing was known', () => {
  const lesson = lessonFrom(joinersInvoice())
  const other = drawPage(`
Relevé trimestriel des consommations d'eau, immeuble Belle Rive
Menuiserie du Port
Index précédent relevé par nos agents, index actuel, compteur du palier
Facture n° W-7`)

  const lessons = { lessons: [lesson] }

  expect(extract([other], policy, lessons)).toEqual(extract([other], policy))
})

/** A company's own form: who sells is in its head, who buys in the address. */
function invoiceBetween(seller: string, buyer: string, foot = ''): string {
  return `
${seller}

                                                Facturé à :
                                                ${buyer.replaceAll('\n', `\n${' '.repeat(48)}`)}

Facture n° : F-2026-118
Date de facture : 03/04/2026

Désignation                                                     Montant HT
Porte en chêne                                                   500,00

                                                Total HT         500,00
                                                TVA 20 %         100,00
                                                Total TTC        600,00
${foot}`
}

const acme = 'ACME SARL\n12 rue des Lilas\n75011 Paris\nTVA FR44732829320'
const harbour = 'Menuiserie du Port\n4 quai de la Fosse\n44000 Nantes\nTVA FR83404833048'

test('who sold once is not the supplier where it buys', () => {
  const own = invoiceBetween(acme, 'Dupont SAS\n5 place du Marché\n69002 Lyon')
  const lesson = lessonFrom(own, [
    { label: 'fournisseur_nom', value: 'ACME SARL' },
    { label: 'fournisseur_tva', value: 'FR44732829320' },
  ])
  const bought = drawPage(invoiceBetween(harbour, acme))

  expect(readWith(lesson, bought)).toEqual(valuesOf(extract([bought], policy)))
  expect(readWith(lesson, bought)).toMatchObject({
    fournisseur_nom: 'Menuiserie du Port',
    client_nom: 'ACME SARL',
  })
})

test('sides that are read the wrong way round again are put right again', () => {
  const selfBilled = invoiceBetween(acme, harbour)
  const lesson = lessonFrom(selfBilled, [
    { label: 'fournisseur_nom', value: 'Menuiserie du Port' },
    { label: 'fournisseur_tva', value: 'FR83404833048' },
    { label: 'client_nom', value: 'ACME SARL' },
    { label: 'client_tva', value: 'FR44732829320' },
  ])

  const values = readWith(lesson, drawPage(selfBilled.replace('F-2026-118', 'F-2026-131')))

  expect(values).toMatchObject({
    fournisseur_nom: 'Menuiserie du Port',
    fournisseur_tva: 'FR83404833048',
    client_nom: 'ACME SARL',
  })
})

test('two who sell to each other are each the supplier of what they sold', () => {
  const lesson = lessonFrom(invoiceBetween(acme, harbour), [
    { label: 'fournisseur_nom', value: 'ACME SARL' },
    { label: 'fournisseur_tva', value: 'FR44732829320' },
    { label: 'client_nom', value: 'Menuiserie du Port' },
    { label: 'client_tva', value: 'FR83404833048' },
  ])
  const returned = drawPage(invoiceBetween(harbour, acme))

  expect(readWith(lesson, returned)).toEqual(valuesOf(extract([returned], policy)))
})

test.each([
  ['in the foot', invoiceBetween('', harbour, acme)],
  ['below the client', invoiceBetween('', `${harbour}\n\nVendeur\n${acme}`)],
])('two who sell to each other do so by forms of their own, one with the seller %s', (_, form) => {
  const lesson = lessonFrom(form, [
    { label: 'fournisseur_nom', value: 'ACME SARL' },
    { label: 'fournisseur_tva', value: 'FR44732829320' },
    { label: 'client_nom', value: 'Menuiserie du Port' },
    { label: 'client_tva', value: 'FR83404833048' },
  ])
  const returned = drawPage(invoiceBetween(harbour, acme))

  expect(readWith(lesson, returned)).toMatchObject({
    fournisseur_nom: 'Menuiserie du Port',
    client_nom: 'ACME SARL',
  })
})

const taughtClient: KnownValue[] = [
  { label: 'fournisseur_nom', value: 'Menuiserie du Port' },
  { label: 'fournisseur_tva', value: 'FR83404833048' },
]

test('an invoice to another client is to that one, though the known one is who it is delivered to', () => {
  const lesson = lessonFrom(invoiceBetween(harbour, 'Boulangerie Martin SARL\n3 rue Haute'), [
    ...taughtClient,
    { label: 'client_nom', value: 'Boulangerie Martin SARL' },
    { label: 'client_adresse', value: '3 rue Haute' },
  ])
  const next = invoiceBetween(
    harbour,
    'Lumière Holding SAS\n8 avenue Foch\n69006 Lyon\n\nLivré à :\nBoulangerie Martin SARL\n3 rue Haute',
  )

  expect(readWith(lesson, drawPage(next))).toMatchObject({
    client_nom: 'Lumière Holding SAS',
    client_adresse: '8 avenue Foch, 69006 Lyon',
  })
})

test('a client whose name begins as that of the known one is another one', () => {
  const lesson = lessonFrom(invoiceBetween(harbour, 'Martin\n3 rue Haute\n69006 Lyon'), [
    ...taughtClient,
    { label: 'client_nom', value: 'Martin' },
    { label: 'client_adresse', value: '3 rue Haute, 69006 Lyon' },
  ])
  const next = invoiceBetween(harbour, 'Martin Dupuis\n8 avenue Foch\n69006 Lyon')

  expect(readWith(lesson, drawPage(next)).client_nom).toBe('Martin Dupuis')
  const unnamed = next.replace('Facturé à :', '')
  expect(readWith(lesson, drawPage(unnamed)).client_nom).toBe('Martin Dupuis')
})

test('the known client at the known place is called as it was taught', () => {
  const place = 'Service des achats\nBoulangerie Martin SARL\n3 rue Haute\n69006 Lyon'
  const lesson = lessonFrom(invoiceBetween(harbour, place), [
    ...taughtClient,
    { label: 'client_nom', value: 'Boulangerie Martin SARL' },
    { label: 'client_adresse', value: '3 rue Haute, 69006 Lyon' },
  ])

  expect(readWith(lesson, drawPage(invoiceBetween(harbour, place)))).toMatchObject({
    client_nom: 'Boulangerie Martin SARL',
    client_adresse: '3 rue Haute, 69006 Lyon',
  })
})

const branch = 'Boulangerie Martin SARL\n3 rue Haute\n75011 Paris'
const holding = 'Lumière Holding SAS\n8 avenue Foch\n69006 Lyon'

test.each([
  [
    invoiceBetween(`${harbour}\n\n${holding}`, 'Mme Durand').replace(
      'Facturé à',
      "À l'attention de",
    ),
    { client_nom: 'Lumière Holding SAS' },
  ],
  [
    invoiceBetween(harbour, `${holding}\n\nLivré à :\n${branch}`),
    { client_nom: 'Boulangerie Martin SARL', client_adresse: '3 rue Haute, 75011 Paris' },
  ],
])('a client that is read wrongly is known once it was corrected', (form, client) => {
  const lesson = lessonFrom(form, [...taughtClient, ...knownOf(client)])
  const next = drawPage(form.replace('F-2026-118', 'F-2026-131'))

  expect(valuesOf(extract([next], policy))).not.toMatchObject(client)
  expect(readWith(lesson, next)).toMatchObject(client)
})

const ranker = {
  documents: 60,
  suppliers: 20,
  weights: { seller: { first: 9, left: -9 } },
  gains: [],
}
const namedTwice = invoiceBetween(`${harbour}\n\nClient :\n${branch}`, holding)

test('a client that is read wrongly by what the model has learned is known once it was corrected', () => {
  const client = { client_nom: 'Lumière Holding SAS', client_adresse: '8 avenue Foch, 69006 Lyon' }
  const lesson = lessonFrom(namedTwice, [...taughtClient, ...knownOf(client)], ranker.weights)
  const next = drawPage(namedTwice.replace('F-2026-118', 'F-2026-131'))
  const readBy = (lessons: SupplierLesson[]) =>
    valuesOf(extract([next], { ...policy, ranker }, { lessons }))

  expect(readBy([])).not.toMatchObject(client)
  expect(readBy([lesson])).toMatchObject(client)
})

test('a client that is read rightly by what the model has learned was not corrected', () => {
  const client = {
    client_nom: 'Boulangerie Martin SARL',
    client_adresse: '3 rue Haute, 75011 Paris',
  }
  const lesson = lessonFrom(namedTwice, [...taughtClient, ...knownOf(client)], ranker.weights)

  expect(lesson.corrected).toEqual([])
})

test('a client that was corrected is not that of an invoice to a third one', () => {
  const delivered = `\n\nLivré à :\n${branch}`
  const lesson = lessonFrom(invoiceBetween(harbour, `${holding}${delivered}`), [
    ...taughtClient,
    { label: 'client_nom', value: 'Boulangerie Martin SARL' },
    { label: 'client_adresse', value: '3 rue Haute, 75011 Paris' },
  ])
  const next = invoiceBetween(harbour, `Dupont SAS\n5 place du Marché\n69002 Lyon${delivered}`)

  expect(readWith(lesson, drawPage(next))).toMatchObject({
    client_nom: 'Dupont SAS',
    client_adresse: '5 place du Marché, 69002 Lyon',
  })
})

test('a client whose name and street were recognised almost so is the known one', () => {
  const buyer = 'Boulangerie Martin SARL\n3 rue Haute\n69006 Lyon\nTVA FR44732829320'
  const lesson = lessonFrom(invoiceBetween(harbour, buyer), [
    ...taughtClient,
    { label: 'client_nom', value: 'Boulangerie Martin SARL' },
    { label: 'client_adresse', value: '3 rue Haute, 69006 Lyon' },
    { label: 'client_tva', value: 'FR44732829320' },
  ])
  const misread = buyer
    .replace('SARL', 'SARI')
    .replace('Haute', 'Haufe')
    .replace('FR44732829320', 'FR44732829328')
  const page = drawPage(invoiceBetween(harbour, misread))
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))

  const values = readWith(lesson, { ...page, source: 'ocr', words })

  expect(values.client_tva).toBe('FR44732829320')
})

test.each([
  [
    'Boulangerie Martin SARL\n12 rue des Lilas\n75011 Paris',
    'Durand SAS\n14 rue des Lilas\n75011 Paris',
  ],
  [
    'SDC Les Lilas 12\n12 rue des Lilas\n75011 Paris',
    'SDC Les Lilas 14\n14 rue des Lilas\n75011 Paris',
  ],
  ['SCI Martin 1\n12 rue des Lilas\n75011 Paris', 'SCI Martin 2\n14 rue des Lilas\n75011 Paris'],
])('the neighbour of a known client is another one on a scan, too: %s', (taught, other) => {
  const [name = '', ...address] = taught.split('\n')
  const lesson = lessonFrom(invoiceBetween(harbour, taught), [
    ...taughtClient,
    { label: 'client_nom', value: name },
    { label: 'client_adresse', value: address.join(', ') },
  ])
  const page = drawPage(invoiceBetween(harbour, other))
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))
  const scanned: Page = { ...page, source: 'ocr', words }

  const values = readWith(lesson, scanned)

  const { client_nom, client_adresse } = valuesOf(extract([scanned], policy))
  expect(client_adresse).toBe('14 rue des Lilas, 75011 Paris')
  expect(values).toMatchObject({ client_nom, client_adresse })
})

test('who is paid into the account of another is not the other', () => {
  const factor = 'IBAN FR76 3000 6000 0112 3456 7890 189'
  const nameless = invoiceBetween(acme.replace('ACME SARL', ''), 'Dupont SAS', factor)
  const lesson = lessonFrom(nameless, [
    { label: 'fournisseur_nom', value: 'ACME SARL' },
    { label: 'fournisseur_tva', value: 'FR44732829320' },
    { label: 'fournisseur_iban', value: 'FR7630006000011234567890189' },
  ])
  const sold = drawPage(invoiceBetween(harbour, 'Dupont SAS', factor))

  expect(readWith(lesson, sold).fournisseur_nom).toBe('Menuiserie du Port')
})

test('a document that names nobody teaches nothing', () => {
  expect(learn([drawPage(joinersInvoice())], known.slice(2))).toBeUndefined()
})

test('an empty page teaches nothing', () => {
  expect(learn([drawPage('')], known)).toBeUndefined()
})

test('a supplier is looked for by its numbers and by the beginnings of the texts', () => {
  const keys = supplierKeys([drawPage(joinersInvoice())])

  expect(keys).toContain('vat:FR44732829320')
  expect(keys).toContain('name:menuiserieduport')
})

test('a lesson has the keys that its document is looked for by', () => {
  const lesson = lessonFrom(joinersInvoice())

  expect(supplierKeys([drawPage(joinersInvoice())])).toEqual(expect.arrayContaining(lesson.keys))
})
