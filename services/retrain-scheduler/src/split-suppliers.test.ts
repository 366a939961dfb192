import type { AnnotatedField } from '@invoice-ml/contracts'
import type { AnnotatedDocument } from '@invoice-ml/storage'
import { expect, test } from 'vitest'
import { splitSuppliers } from './split-suppliers.ts'

function document(number: number, fields: Partial<Record<AnnotatedField['label'], string>>) {
  const values = Object.entries(fields) as [AnnotatedField['label'], string][]
  return {
    jobId: `job_${number}`,
    annotationId: `${number}`,
    fields: values.map(([label, value]) => ({ label, value })),
  }
}

const hundred = Array.from({ length: 200 }, (_, number) =>
  document(number, { fournisseur_nom: `Supplier number ${number % 100}` }),
)

function namesOf(documents: AnnotatedDocument[], jobIds: string[]): string[] {
  return documents
    .filter(({ jobId }) => jobIds.includes(jobId))
    .map(({ fields }) => fields[0]?.value ?? '')
}

test('no supplier is learned from and held out, and no document is lost', () => {
  const { learned, heldOut } = splitSuppliers(hundred, { percent: 30, decided: [] })

  const out = new Set(
    namesOf(
      hundred,
      heldOut.map(({ job_id }) => job_id),
    ),
  )
  const seen = learned.map(({ fields }) => fields[0]?.value ?? '')
  expect(seen.filter((name) => out.has(name))).toEqual([])
  expect(learned.length + heldOut.length).toBe(200)
  expect(out.size).toBeGreaterThan(15)
  expect(out.size).toBeLessThan(45)
})

test('what was held out stays held out when others are annotated', () => {
  const before = splitSuppliers(hundred.slice(0, 50), { percent: 30, decided: [] })

  const after = splitSuppliers(hundred, { percent: 30, decided: [] })

  const ids = after.heldOut.map(({ job_id }) => job_id)
  expect(before.heldOut.filter(({ job_id }) => !ids.includes(job_id))).toEqual([])
  expect(before.heldOut.length).toBeGreaterThan(0)
})

test('one supplier under two names is one as soon as a number gives it away', () => {
  const documents = [
    document(1, { fournisseur_nom: 'Durand et fils', fournisseur_siren: '732829320' }),
    document(2, { fournisseur_nom: 'Durand International' }),
    document(3, { fournisseur_nom: 'Durand International', fournisseur_siren: '732829320' }),
  ]

  const { heldOut } = splitSuppliers(documents, { percent: 90, decided: [] })

  expect(new Set(heldOut.map(({ supplier }) => supplier)).size).toBe(1)
})

test.each([
  ['its oldest document is gone', (named: AnnotatedDocument[]) => named.slice(1)],
  ['its oldest document is annotated anew', (named: AnnotatedDocument[]) => named.toReversed()],
  [
    'its number becomes known',
    (named: AnnotatedDocument[]) =>
      named.map(({ fields, ...document }) => {
        const siren = { label: 'fournisseur_siren' as const, value: '732829320' }
        return { ...document, fields: [siren, ...fields] }
      }),
  ],
])('a supplier stays held out, or learned from, when %s', (_name, later) => {
  const named = Array.from({ length: 60 }, (_, supplier) => {
    const shared = { fournisseur_tva: `FR${10_000_000_000 + supplier}` }
    return [
      document(2 * supplier, { fournisseur_nom: `Former ${supplier}` }),
      document(2 * supplier + 1, { fournisseur_nom: `Former ${supplier}`, ...shared }),
    ]
  })
  const before = named.map((own) => splitSuppliers(own, { percent: 50, decided: [] }))

  const after = named.map((own, supplier) =>
    splitSuppliers(later(own), { percent: 50, decided: before[supplier]?.decisions ?? [] }),
  )

  const isOut = (split: (typeof before)[number]) => split.heldOut.length > 0
  expect(after.map(isOut)).toEqual(before.map(isOut))
  expect(before.map(isOut)).toContain(true)
  expect(before.map(isOut)).toContain(false)
})
