import type { Job } from '@invoice-ml/contracts'
import { expect, test } from 'vitest'
import { clients, extractToTheEnd } from '../support/clients.ts'
import { pageOfText } from '../support/pdf.ts'

const [client, other] = clients()

/** An invoice of a supplier who calls his number a piece and his date a day. */
function joinersInvoice(name: string, { piece, day }: { piece: string; day: string }) {
  const bytes = pageOfText([
    name,
    '4 quai de la Fosse, 44000 Nantes',
    `Piece : ${piece}`,
    `Etabli le jour : ${day}`,
    'Chantier du jour : 02/01/2026',
    'Hors taxe 500,00 EUR',
    'TVA 20 % 100,00 EUR',
    'Somme 600,00 EUR',
  ])
  return { filename: `${piece}.pdf`, bytes }
}

function printed(job: Job, label: string): string | undefined {
  return job.result?.fields.find((field) => field.label === label)?.value
}

test('one corrected document, and the next of that supplier is read with it', async () => {
  const name = 'Menuiserie Lagarde'
  const next = joinersInvoice(name, { piece: '26 0231', day: '17/05/2026' })
  const before = await extractToTheEnd(client, next)
  const first = await extractToTheEnd(
    client,
    joinersInvoice(name, { piece: '26 0117', day: '03/04/2026' }),
  )

  await client.correctJob(first.job_id, {
    fields: [
      { label: 'fournisseur_nom', value: name },
      { label: 'numero_facture', value: '26 0117' },
      { label: 'date_facture', value: '2026-04-03' },
    ],
  })

  const after = await extractToTheEnd(other, next, { refresh: true })
  expect(printed(before, 'numero_facture')).not.toBe('26 0231')
  expect(printed(after, 'numero_facture')).toBe('26 0231')
  expect(printed(after, 'date_facture')).toBe('2026-05-17')
})

test('what was learned is forgotten with the document that taught it', async () => {
  const name = 'Serrurerie Belleville'
  const next = joinersInvoice(name, { piece: '26 0500', day: '17/05/2026' })
  const first = await extractToTheEnd(
    client,
    joinersInvoice(name, { piece: '26 0400', day: '03/04/2026' }),
  )
  await client.correctJob(first.job_id, {
    fields: [
      { label: 'fournisseur_nom', value: name },
      { label: 'numero_facture', value: '26 0400' },
    ],
  })

  await client.deleteJob(first.job_id)

  const after = await extractToTheEnd(client, next)
  expect(printed(after, 'numero_facture')).not.toBe('26 0500')
})

test('an upload that the cache answered can be corrected as well', async () => {
  const upload = joinersInvoice('Atelier Rochefort', { piece: 'P-77', day: '03/04/2026' })
  await extractToTheEnd(client, upload)
  const cached = await extractToTheEnd(client, upload)

  const job = await client.correctJob(cached.job_id, {
    fields: [{ label: 'numero_facture', value: 'P-77' }],
  })

  const field = job.result?.fields.find(({ label }) => label === 'numero_facture')
  expect(cached.result?.cached).toBe(true)
  expect(field).toMatchObject({ value: 'P-77', page: 1, bbox: { y: expect.closeTo(0.18, 1) } })
})
