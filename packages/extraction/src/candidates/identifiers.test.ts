import type { FieldLabel } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { readRows } from '../lines.ts'
import { drawPage } from '../testing/draw-page.ts'
import { checksOf, read, valuesOf } from '../testing/readings.ts'
import { findIdentifiers } from './identifiers.ts'

function readWith(row: string) {
  return read(`
    ACME SARL
    ${row}
    Facture n° F-2024-0042`)
}

const printed: [row: string, label: FieldLabel, value: string][] = [
  ['IBAN FR76 3000 6000 0112 3456 7890 189', 'fournisseur_iban', 'FR7630006000011234567890189'],
  ['IBAN: FR7630006000011234567890189', 'fournisseur_iban', 'FR7630006000011234567890189'],
  ['IBAN:FR7630006000011234567890189', 'fournisseur_iban', 'FR7630006000011234567890189'],
  ['FR76 3000 6000 0112 3456 7890 189', 'fournisseur_iban', 'FR7630006000011234567890189'],
  ['IBAN DE89 3704 0044 0532 0130 00', 'fournisseur_iban', 'DE89370400440532013000'],
  ['BIC : AGRIFRPP', 'fournisseur_bic', 'AGRIFRPP'],
  ['SWIFT/BIC: AGRIFRPP882', 'fournisseur_bic', 'AGRIFRPP882'],
  ['SIREN 732 829 320', 'fournisseur_siren', '732829320'],
  ['RCS Paris B 732 829 320', 'fournisseur_siren', '732829320'],
  ['N° Siret 732 829 320 00074', 'fournisseur_siret', '73282932000074'],
  ['SIRET : 73282932000074', 'fournisseur_siret', '73282932000074'],
  ['SIRET 356 000 000 49837', 'fournisseur_siret', '35600000049837'],
  ['TVA intracommunautaire : FR 44 732 829 320', 'fournisseur_tva', 'FR44732829320'],
  ['N° TVA FR44732829320', 'fournisseur_tva', 'FR44732829320'],
  ['TVA:FR44732829320', 'fournisseur_tva', 'FR44732829320'],
  ['USt-IdNr.: DE136695976', 'fournisseur_tva', 'DE136695976'],
  ['P.IVA IT00743110157', 'fournisseur_tva', 'IT00743110157'],
  ['BTW-nr BE0428.759.497', 'fournisseur_tva', 'BE0428759497'],
  ['CIF: ESB58378431', 'fournisseur_tva', 'ESB58378431'],
  ['CIF: B58378431', 'fournisseur_tva', 'ESB58378431'],
  ['N.I.F. 54.362.315-K', 'fournisseur_tva', 'ES54362315K'],
  ['P. IVA 00743110157', 'fournisseur_tva', 'IT00743110157'],
  ['BTW 0428.759.497', 'fournisseur_tva', 'BE0428759497'],
  ['VAT Reg. No. 980 7806 84', 'fournisseur_tva', 'GB980780684'],
  ['VAT No: 980780684', 'fournisseur_tva', 'GB980780684'],
  ['BTW-nr. 004495445B01', 'fournisseur_tva', 'NL004495445B01'],
  ['BTW nr. 0044.95.445.B.01', 'fournisseur_tva', 'NL004495445B01'],
]

test.each(printed)('%s is given without spaces, as %s', (row, label, value) => {
  expect(valuesOf(readWith(row))[label]).toBe(value)
})

const misread: [label: FieldLabel, raw: string, row: string, value: string][] = [
  [
    'fournisseur_iban',
    'FR76 3000 6000 O112 3456 7890 189',
    'IBAN FR76 3000 6000 O112 3456 7890 189',
    'FR7630006000011234567890189',
  ],
  [
    'fournisseur_iban',
    'FR76 3OO0 6000 0112 3456 7890 189',
    '(BAN FR76 3OO0 6000 0112 3456 7890 189 BIC AGRIFRPP',
    'FR7630006000011234567890189',
  ],
  [
    'fournisseur_iban',
    'DEB9 3704 0044 0532 0130 00',
    'IBAN DEB9 3704 0044 0532 0130 00 bei der Bank',
    'DE89370400440532013000',
  ],
  ['fournisseur_iban', 'NL91A8NA0417164300', 'IBAN: NL91A8NA0417164300', 'NL91ABNA0417164300'],
  ['fournisseur_tva', 'FR 44 73Z 829 320', 'TVA : FR 44 73Z 829 320', 'FR44732829320'],
  ['fournisseur_tva', 'DEI36695976', 'USt-IdNr. DEI36695976', 'DE136695976'],
  ['fournisseur_siren', '732 829 3ZO', 'SIREN 732 829 3ZO', '732829320'],
  ['fournisseur_siret', '732 829 320 OOO74', 'SIRET 732 829 320 OOO74', '73282932000074'],
]

test.each(misread)(
  '%s: letters of %s read for digits are put right, and what was read is kept',
  (label, raw, row, value) => {
    const { fields } = readWith(row)

    const field = fields.find((field) => field.label === label)

    expect(field).toMatchObject({ value, raw })
  },
)

test.each([
  ['SIREN : 732 829 320 - Paris', '732 829 320'],
  ['TVA : FR44 732 829 320 - Paris', 'FR44 732 829 320'],
  ['IBAN : FR76 3000 6000 0112 3456 7890 189 - BIC', 'FR76 3000 6000 0112 3456 7890 189'],
])('%s: the signs around a number are no part of it', (row, printed) => {
  const { fields } = readWith(row)

  expect(fields.map(({ raw }) => raw)).toContain(printed)
})

const wrong: [row: string, label: FieldLabel, value: string, check: string][] = [
  [
    'IBAN FR76 3000 6000 0112 3456 7890 188',
    'fournisseur_iban',
    'FR7630006000011234567890188',
    'iban.mod97',
  ],
  ['N° TVA FR45732829320', 'fournisseur_tva', 'FR45732829320', 'vat.key'],
  ['SIREN 732 829 321', 'fournisseur_siren', '732829321', 'siren.luhn'],
  ['SIRET 732 829 320 00075', 'fournisseur_siret', '73282932000075', 'siret.luhn'],
]

test.each(wrong)('%s is given as printed, with a failed check', (row, label, value, check) => {
  const reading = readWith(row)

  expect(valuesOf(reading)[label]).toBe(value)
  expect(checksOf(reading)).toMatchObject({ [check]: false })
})

test('an IBAN of which the check digits cannot be read is not given', () => {
  expect(valuesOf(readWith('IBAN GBSO NWBK 6016 1331 9268 19')).fournisseur_iban).toBeUndefined()
})

test.each([
  'CIF: B58378432',
  'P. IVA 00743110158',
  'Cliente 00743110157',
  'NIF 1234',
  'VAT No. 980 7806 85',
  'Company No. 980780684',
  'BTW-nr. 004495446B01',
])('%s is no VAT number without a prefix', (row) => {
  expect(valuesOf(readWith(row)).fournisseur_tva).toBeUndefined()
})

test.each(['Tél. 01 42 68 53 00 12', 'Client 732829320', 'Code 7328 2932 0000 74', 'TOTALEUR'])(
  '%s is no number of a company or an account',
  (row) => {
    const { fields } = readWith(row)

    const labels = fields.map(({ label }) => label)

    expect(labels.filter((label) => /_(iban|bic|siren|siret|tva)$/.test(label))).toEqual([])
  },
)

test('a row may hold more of them than a function takes arguments', () => {
  const rows = readRows([drawPage('ATU12345675 '.repeat(130_000))])

  expect(findIdentifiers(rows)).toHaveLength(130_000)
})
