import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { chooseEmbedded, readXmlFile } from './electronic.ts'

const dir = testFolder()

const invoice = (number: string) => `<Invoice><ID>${number}</ID></Invoice>`
const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) })

/** The number of what was chosen, or why nothing could be. */
function choice(...attachments: ReturnType<typeof file>[]): string | undefined {
  const chosen = chooseEmbedded(attachments)
  if (!chosen) return undefined
  if ('refusal' in chosen) return chosen.refusal
  return chosen.invoice.values.find(({ label }) => label === 'numero_facture')?.value
}

test('the file that a standard names goes before another', () => {
  expect(choice(file('copy.xml', invoice('A1')), file('Factur-X.xml', invoice('B2')))).toBe('B2')
})

test('an invoice under any name is taken', () => {
  expect(choice(file('order.xml', '<Order/>'), file('annex.xml', invoice('A1')))).toBe('A1')
})

test('a damaged file with the name of a standard is refused, with the reason', () => {
  expect(choice(file('zugferd-invoice.xml', '<Invoice>'))).toMatch(/not well-formed/)
})

test('an unpacking that failed is a refusal as well', () => {
  expect(choice(file('factur-x.xml', ''))).toBeDefined()
})

test.each([
  ['a damaged annex', file('annex.xml', '<Invoice>')],
  ['another kind of document', file('factur-x.xml', '<Order/>')],
])('%s is passed over', (_what, attachment) => {
  expect(choice(attachment)).toBeUndefined()
})

async function saved(text: string): Promise<string> {
  const path = join(await mkdtemp(join(dir, 'xml-')), 'invoice.xml')
  await writeFile(path, text)
  return path
}

test('an invoice of XML is read from its file', async () => {
  const { values } = await readXmlFile(await saved(invoice('A1')))

  expect(values).toContainEqual({ label: 'numero_facture', value: 'A1', raw: 'A1' })
})

test.each([
  ['damaged XML', '<Invoice>', 'file-corrupt'],
  ['an entity', '<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice>&a;</Invoice>', 'file-corrupt'],
  ['deep nesting', `<Invoice>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</Invoice>`, 'file-corrupt'],
  ['another kind of document', '<Order/>', 'unsupported-media-type'],
])('%s is a problem of its file', async (_what, text, code) => {
  await expect(readXmlFile(await saved(text))).rejects.toMatchObject({ code })
})
