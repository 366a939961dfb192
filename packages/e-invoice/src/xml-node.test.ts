import { expect, test } from 'vitest'
import { EInvoiceError } from './e-invoice-error.ts'
import { findAll, parseXml, textAt } from './xml-node.ts'

test('elements are found by their names, whatever their prefixes', () => {
  const root = parseXml('<a:i xmlns:a="urn:x"><a:p><b>1</b></a:p><p><b>2</b></p></a:i>')

  expect(findAll(root, 'p/b').map(({ text }) => text)).toEqual(['1', '2'])
})

test('a step may have several names', () => {
  const root = parseXml('<i><new>1</new><old>2</old></i>')

  expect(findAll(root, 'old|new').map(({ text }) => text)).toEqual(['1', '2'])
})

test('text is joined to one line, with its references resolved', () => {
  const root = parseXml('<i><t>\n  Caf&#233; &amp;\n<![CDATA[<bar>]]> </t></i>')

  expect(textAt(root, 't')).toBe('Café & <bar>')
})

test('an element without text has none', () => {
  expect(textAt(parseXml('<i><t> </t></i>'), 't')).toBeUndefined()
})

test.each([
  ['a document type', '<!DOCTYPE i [<!ENTITY x SYSTEM "file:///etc/passwd">]><i>&x;</i>', /DTD/],
  ['elements in elements in elements', `${'<i>'.repeat(60)}${'</i>'.repeat(60)}`, /deeper than 50/],
  ['a tag that is not closed', '<i><t></i>', /not well-formed/],
  ['an end that is missing', '<i><t>1</t>', /not well-formed/],
  ['a file that is cut off', '<i><t>1', /ends too early/],
  ['two roots', '<i/><i/>', /one root/],
  ['no element', '   ', /not well-formed/],
  ['more characters than an invoice has', `<i>${' '.repeat(5_000_000)}</i>`, /5 million/],
])('%s is refused', (_, text, reason) => {
  expect(() => parseXml(text)).toThrow(EInvoiceError)
  expect(() => parseXml(text)).toThrow(reason)
})

test('tags in comments and character data are not counted as depth', () => {
  const aside = '<x>'.repeat(60)

  const root = parseXml(`<i><!--${aside}--><t><![CDATA[${aside}]]></t></i>`)

  expect(textAt(root, 't')).toBe(aside)
})
