import { createHash } from 'node:crypto'
import { openPdf } from '@invoice-ml/vision'
import { describe, expect, test } from 'vitest'
import { type DrawnInvoice, drawInvoice } from './draw-invoice.ts'
import type { Mark } from './sheet.ts'

const seeds = Array.from({ length: 12 }, (_, index) => index + 505)

/** The words that the text layer gives inside a mark, without white space. */
async function textInside(drawn: DrawnInvoice, marks: Mark[]): Promise<string[]> {
  const document = await openPdf(drawn.pdf, 50)
  const { width, height } = drawn.paper
  const found: string[] = []
  for (const { page, box } of marks) {
    const { words } = await document.readText(page)
    const inside = words.filter((word) => {
      const x = (word.box.x + word.box.width / 2) * width - box.x
      const y = (word.box.y + word.box.height / 2) * height - box.y
      return x >= 0 && y >= 0 && x <= box.width && y <= box.height
    })
    found.push(inside.map(({ text }) => text).join(''))
  }
  await document.close()
  return found
}

test('the same options give the same bytes and the same truth', async () => {
  const [one, two] = [await drawInvoice({ seed: 12 }), await drawInvoice({ seed: 12 })]

  const digests = [one, two].map(({ pdf }) => createHash('sha256').update(pdf).digest('hex'))

  expect(digests[0]).toBe(digests[1])
  expect(one.truth).toEqual(two.truth)
})

test('two seeds give two documents', async () => {
  const [one, two] = [await drawInvoice({ seed: 12 }), await drawInvoice({ seed: 13 })]

  expect(one.truth.fields).not.toEqual(two.truth.fields)
})

describe.each(seeds)('document %i', (seed) => {
  test('every labelled box holds the words of its value in the text layer', async () => {
    const drawn = await drawInvoice({ seed })
    const values = drawn.marks.filter(({ label }) => label !== 'lignes')

    const read = await textInside(drawn, values)

    // A word glued to its neighbour, as in "(20%)", is read with it; a form has captions between the lines of an address.
    const missing = values.filter(({ text }, index) =>
      text.split('\n').some((line) => !(read[index] ?? '').includes(line.replaceAll(/\s/g, ''))),
    )
    expect(missing).toEqual([])
  })

  test('net and tax add up to the total, the lines to the net before discount and shipping', async () => {
    const { truth } = await drawInvoice({ seed, kind: 'invoice' })
    const cents = (value: string | string[] | undefined) => Math.round(Number(value ?? 0) * 100)
    const { fields } = truth

    const lines = truth.lines.reduce((sum, { amount }) => sum + cents(amount), 0)
    const net = lines - cents(fields.remise) + cents(fields.frais_port)

    expect({ net: fields.montant_ht === undefined ? net : cents(fields.montant_ht) }).toEqual({
      net,
    })
    if (fields.montant_ht && fields.montant_tva)
      expect(cents(fields.montant_ht) + cents(fields.montant_tva)).toBe(cents(fields.montant_ttc))
    if (fields.net_a_payer)
      expect(cents(fields.net_a_payer)).toBe(cents(fields.montant_ttc) - cents(fields.acompte))
  })

  test('every key field is printed', async () => {
    const { truth } = await drawInvoice({ seed })

    expect(Object.keys(truth.fields)).toEqual(
      expect.arrayContaining(['numero_facture', 'date_facture', 'montant_ttc']),
    )
  })

  test('nothing is drawn beside the paper', async () => {
    const { words, paper } = await drawInvoice({ seed })

    const outside = words.filter(
      ({ box }) =>
        box.x < -1 ||
        box.y < -1 ||
        box.x + box.width > paper.width + 1 ||
        box.y + box.height > paper.height + 1,
    )

    expect(outside).toEqual([])
  })
})

test('forty lines go over several pages, each with a body of the table', async () => {
  const { truth } = await drawInvoice({ seed: 4, kind: 'invoice', itemCount: 40 })

  const pages = new Set(
    truth.boxes.filter(({ label }) => label === 'lignes').map(({ page }) => page),
  )

  expect(truth.pages).toBeGreaterThan(1)
  expect(pages.size).toBeGreaterThan(1)
})
