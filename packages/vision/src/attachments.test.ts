import { AFRelationship, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { invoiceLines, pdfWith } from '../test-support/documents.ts'
import { openPdf } from './pdf-document.ts'

const xml = Buffer.from('<Invoice/>')

async function attachmentsOf(bytes: Uint8Array) {
  const document = await openPdf(bytes, 50)
  const attachments = await document.readXmlAttachments()
  await document.close()
  return attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])
}

function pdfCarrying(...files: { name: string; content: Buffer }[]) {
  return pdfWith((pdf) => {
    pdf.text(invoiceLines.join('\n'))
    for (const { name, content } of files) pdf.file(content, { name })
  })
}

test('the XML files of the name tree are read, others are not', async () => {
  const bytes = await pdfCarrying(
    { name: 'factur-x.xml', content: xml },
    { name: 'terms.txt', content: Buffer.from('none') },
  )

  expect(await attachmentsOf(bytes)).toEqual([['factur-x.xml', '<Invoice/>']])
})

test('a PDF without files carries none', async () => {
  expect(await attachmentsOf(await pdfCarrying())).toEqual([])
})

test('a file that only the list of associated files names is read', async () => {
  const document = await PDFDocument.create()
  document.addPage()
  await document.attach(xml, 'factur-x.xml', { afRelationship: AFRelationship.Data })
  await document.flush()
  document.catalog.delete(PDFName.of('Names'))
  const bytes = await document.save({ useObjectStreams: false })

  expect(await attachmentsOf(bytes)).toEqual([['factur-x.xml', '<Invoice/>']])
})
