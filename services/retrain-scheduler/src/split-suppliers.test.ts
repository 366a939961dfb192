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
  const { learned, heldOut } = splitSuppliers(hundred, 30)

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
  const before = splitSuppliers(hundred.slice(0, 50), 30)

  const after = splitSuppliers(hundred, 30)

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

  const { heldOut } = splitSuppliers(documents, 90)

  expect(new Set(heldOut.map(({ supplier }) => supplier)).size).toBe(1)
})
