import { expect, test } from 'vitest'
import { drawPage } from '../testing/draw-page.ts'
import { read, readPages, valuesOf } from '../testing/readings.ts'

const slip = { width: 240, height: 800 }

const drawings: [what: string, drawing: string, name: string][] = [
  [
    'the registered name, not the trade name above it',
    `
    BLUE DOOR
    Harlow Trading Ltd
    3 Mill Lane
    Bristol BS1 4DJ

    Invoice no. 1234`,
    'Harlow Trading Ltd',
  ],
  [
    'without a legal form, the name that the account is held in',
    `
    BLUE DOOR
    Harlow & Daughters
    3 Mill Lane
    Bristol BS1 4DJ

    Invoice no. 1234

    Account name: Harlow & Daughters`,
    'Harlow & Daughters',
  ],
  [
    'the company, not the person below it',
    `
    Harlow Trading
    Susan Price
    3 Mill Lane
    Bristol BS1 4DJ

    Invoice no. 1234`,
    'Harlow Trading',
  ],
  [
    'the company, not the sentence above it',
    `
    Invoice no. 1234             Here is how you reach us
                                 Harlow Trading Ltd
                                 3 Mill Lane
                                 Bristol BS1 4DJ`,
    'Harlow Trading Ltd',
  ],
  [
    'the company of the last line, where nothing heads the page',
    `
    Bill to:
    Contoso Partners
    22 Baker Street
    London NW1 6XE

    Invoice no. 1234
    ${'\n'.repeat(44)}
    Harlow Trading Ltd - registered in England 4711223`,
    'Harlow Trading Ltd',
  ],
]

const buyer = `

    Bill to:
    Contoso Partners
    22 Baker Street
    London NW1 6XE`

test.each(drawings)('the name of the seller is %s', (_, drawing, name) => {
  const { fournisseur_nom } = valuesOf(read(drawing + buyer))

  expect(fournisseur_nom).toBe(name)
})

test('the name of a shop may be set in letters far apart', () => {
  const page = drawPage(
    `
        PINE     &     OAK
      8 Harbour Road
      50000 Ipoh

      Bread              1   3.50
      Total                  3.50
      Cash                   5.00
      Change                 1.50`,
    slip,
  )

  const { fournisseur_nom } = valuesOf(readPages([page]))

  expect(fournisseur_nom).toBe('PINE & OAK')
})

test('a receipt names its company with its legal form, its number apart', () => {
  const page = drawPage(
    `
      GOLDEN SPOON
      OWNED BY: BLUE PEAK SDN BHD
      (771203-K)
      8 Harbour Road
      50000 Ipoh

      Total                  3.50
      Cash                   5.00
      Change                 1.50`,
    slip,
  )

  const { fournisseur_nom, fournisseur_adresse } = valuesOf(readPages([page]))

  expect(fournisseur_nom).toBe('BLUE PEAK SDN BHD')
  expect(fournisseur_adresse).toBe('8 Harbour Road, 50000 Ipoh')
})

test('a name is the surer the less speaks for another', () => {
  const alone = read(`
    Harlow Trading Ltd
    3 Mill Lane
    Bristol BS1 4DJ`)
  const beside = read(`
    BLUE DOOR
    Harlow Trading
    3 Mill Lane
    Bristol BS1 4DJ`)

  const [sure, doubtful] = [alone, beside].map(({ fields }) =>
    fields.find(({ label }) => label === 'fournisseur_nom'),
  )

  expect(sure?.confidence).toBeGreaterThan(doubtful?.confidence ?? 1)
})

test('a company may do what departments do', () => {
  const text = 'General Technical Service GmbH'

  expect(valuesOf(read(`${text}\n\nFactuur 12\n\nTotaal 120,00`)).fournisseur_nom).toBe(text)
})

test.each([
  'Versione FPR12',
  'Nederland',
  'Vervaldatum',
  'Customer Support Department',
  '38 rue Carnot',
])('what heads a page and names nobody is no company: %s', (text) => {
  expect(valuesOf(read(`${text}\n\nFactuur 12\n\nTotaal 120,00`)).fournisseur_nom).not.toBe(text)
})
