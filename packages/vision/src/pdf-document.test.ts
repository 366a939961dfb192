import type { Word } from '@invoice-ml/extraction'
import { expect, test } from 'vitest'
import { emptyPdf, invoiceLines, pdfWith } from '../test-support/documents.ts'
import { openPdf } from './pdf-document.ts'

async function firstPage(bytes: Buffer) {
  const document = await openPdf(bytes, 50)
  const page = await document.readText(1)
  await document.close()
  return page
}

function find(words: Word[], text: string): Word {
  const word = words.find((word) => word.text === text)
  if (!word) throw new Error(`no "${text}" among ${words.map(({ text }) => text).join(' ')}`)
  return word
}

test('a line of text becomes words, each with its own box', async () => {
  const bytes = await pdfWith((pdf) => pdf.fontSize(20).text('Total TTC 1250,00', 100, 200))

  const { words, width, height } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toEqual(['Total', 'TTC', '1250,00'])
  const total = find(words, 'Total')
  const amount = find(words, '1250,00')
  expect(total.box.x * width).toBeCloseTo(100, 0)
  expect(total.box.y * height).toBeGreaterThan(195)
  expect((total.box.y + total.box.height) * height).toBeLessThan(228)
  // Helvetica sets "1250,00" at 20 points in 72.3 points, after "Total TTC " in 92.3.
  expect(amount.box.x * width).toBeCloseTo(192, -1)
  expect(amount.box.width * width).toBeCloseTo(72, -1)
})

test('a word drawn letter by letter is one word', async () => {
  const bytes = await pdfWith((pdf) => {
    let x = 100
    for (const letter of 'FACTURE') {
      pdf.fontSize(12).text(letter, x, 100, { lineBreak: false })
      x += pdf.widthOfString(letter)
    }
  })

  const { words } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toEqual(['FACTURE'])
})

test('text that is drawn twice to look bold is there once', async () => {
  const bytes = await pdfWith((pdf) => {
    for (const offset of [0, 0.4])
      pdf.fontSize(12).text('ACME SARL 1 200,00', 100 + offset, 100, { lineBreak: false })
    pdf.text('1 200,00', 100, 130, { lineBreak: false })
  })

  const { words } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toEqual(['ACME', 'SARL', '1', '200,00', '1', '200,00'])
})

test('what is filled into a form is read where it stands', async () => {
  const bytes = await pdfWith((pdf) => {
    pdf.font('Helvetica').initForm()
    pdf.fontSize(12).text('Facture n°', 100, 100, { lineBreak: false })
    pdf.formText('number', 200, 95, 150, 20, { value: 'F-2024-0042' })
    pdf.formText('total', 200, 135, 150, 20, { value: '1 200,00', align: 'right' })
    pdf.formText('client', 200, 235, 150, 60, { value: 'Durand\n8 avenue Foch', multiline: true })
    pdf.formCombo('currency', 200, 335, 150, 20, { value: 'EUR', select: ['EUR', 'USD'] })
    pdf.formCheckbox('paid', 400, 335, 10, 10, { backgroundColor: 'white' })
  })

  const { words, width, height } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['F-2024-0042', '1', '200,00', 'Durand', 'avenue', 'EUR']),
  )
  const number = find(words, 'F-2024-0042').box
  expect(number.x * width).toBeCloseTo(202, 0)
  expect(number.y * height).toBeGreaterThan(95)
  expect((number.y + number.height) * height).toBeLessThan(115)
  const total = find(words, '200,00').box
  expect((total.x + total.width) * width).toBeCloseTo(348, 0)
  expect(find(words, 'Durand').box.y).toBeLessThan(find(words, 'avenue').box.y)
})

test.each([
  ['of several lines', { fontSize: 12, multiline: true }],
  ['of several lines without a size', { multiline: true }],
  ['of one line without a size', {}],
  ['of one line', { fontSize: 12 }],
])('a long text stays within its field %s', async (_what, options) => {
  const value = 'Durand et Fils SARL, 8 avenue Foch, 54000 Nancy'
  const bytes = await pdfWith((pdf) => {
    pdf.font('Helvetica').initForm()
    // The size of a field is written with its font, if that is not the form's.
    pdf.font('Times-Roman').fontSize(12).text('Client', 100, 100, { lineBreak: false })
    pdf.formText('client', 200, 95, 150, 45, { value, ...options })
  })

  const { words, width, height } = await firstPage(bytes)

  const filled = words.slice(1)
  expect(filled.map(({ text }) => text).join(' ')).toBe(value)
  expect(Math.max(...filled.map(({ box }) => (box.x + box.width) * width))).toBeLessThan(350)
  expect(Math.max(...filled.map(({ box }) => (box.y + box.height) * height))).toBeLessThan(140)
})

test('rows that a field has no room for are not read below it', async () => {
  const value = Array.from({ length: 10 }, (_, row) => `Rue${row}`).join('\n')
  const bytes = await pdfWith((pdf) => {
    pdf.font('Helvetica').initForm()
    pdf.font('Times-Roman').fontSize(12).text('Client', 100, 100, { lineBreak: false })
    pdf.formText('client', 200, 95, 150, 45, { value, fontSize: 12, multiline: true })
  })

  const { words } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toEqual(['Client', 'Rue0', 'Rue1', 'Rue2'])
})

test('what a form hides is not read', async () => {
  const bytes = await pdfWith((pdf) => {
    pdf.font('Helvetica').initForm()
    pdf.fontSize(12).text('Facture', 100, 100, { lineBreak: false })
    pdf.formText('secret', 200, 95, 150, 20, { value: 'F-2024-0042' })
  })
  // To be printed, and hidden.
  const hidden = Buffer.from(bytes.toString('latin1').replace('/F 4\n', '/F 2\n'), 'latin1')

  const { words } = await firstPage(hidden)

  expect(words.map(({ text }) => text)).toEqual(['Facture'])
})

test('words side by side in two columns stay apart', async () => {
  const bytes = await pdfWith((pdf) => {
    pdf.fontSize(12).text('Client', 100, 100, { lineBreak: false })
    pdf.text('Fournisseur', 300, 100, { lineBreak: false })
  })

  const { words } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toEqual(['Client', 'Fournisseur'])
})

test('a page that the file turns is read upright', async () => {
  // Drawn from the bottom to the top of an A4 page that is then shown turned clockwise.
  const bytes = await pdfWith((pdf) => {
    Object.assign(pdf.page.dictionary.data, { Rotate: 90 })
    pdf
      .rotate(-90, { origin: [0, 0] })
      .fontSize(12)
      .text('Facture', -742, 80, { lineBreak: false })
  })

  const { words, width, height } = await firstPage(bytes)

  expect([Math.round(width), Math.round(height)]).toEqual([842, 595])
  const { box } = find(words, 'Facture')
  expect(box.width * width).toBeGreaterThan(box.height * height)
  expect(box.x * width).toBeCloseTo(100, 0)
  expect(box.y * height).toBeCloseTo(80, -1)
})

test('text that runs up the page gets a box that stands', async () => {
  const bytes = await pdfWith((pdf) =>
    pdf.rotate(-90, { origin: [50, 400] }).text('Duplicata', 50, 400, { lineBreak: false }),
  )

  const { words, width, height } = await firstPage(bytes)

  const { box } = find(words, 'Duplicata')
  expect(box.height * height).toBeGreaterThan(2 * box.width * width)
})

test('what lies beside the page is not read', async () => {
  const bytes = await pdfWith((pdf) => pdf.text('Dehors', -300, 100, { lineBreak: false }))

  const { words } = await firstPage(bytes)

  expect(words).toEqual([])
})

test('a password that only restricts does not hinder reading', async () => {
  const bytes = await pdfWith((pdf) => pdf.text(invoiceLines.join('\n')), {
    ownerPassword: 'owner',
    permissions: { printing: 'lowResolution' },
  })

  const { words } = await firstPage(bytes)

  expect(words.map(({ text }) => text)).toContain('FA-2024-0012')
})

test('a password that protects is said', async () => {
  const bytes = await pdfWith((pdf) => pdf.text('secret'), { userPassword: 'user' })

  const opening = openPdf(bytes, 50)

  await expect(opening).rejects.toMatchObject({ code: 'document-encrypted' })
})

test.each([
  ['HTML', Buffer.from('<html><body>Facture</body></html>')],
  ['HTML that claims to be a PDF', Buffer.from('%PDF-1.4\n<html></html>')],
  ['a beginning without an end', emptyPdf(1, [595, 842]).subarray(0, 60)],
  ['noise', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 0x5a)])],
])('%s is a damaged file', async (_, bytes) => {
  const opening = openPdf(bytes, 50)

  await expect(opening).rejects.toMatchObject({ code: 'file-corrupt' })
})

test('a page with nothing on it has no words', async () => {
  const { words } = await firstPage(emptyPdf(1, [595, 842]))

  expect(words).toEqual([])
})
