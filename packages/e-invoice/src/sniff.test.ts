import { expect, test } from 'vitest'
import { beginsLikeEInvoice } from './sniff.ts'
import { bytes, cii, ubl } from './testing/documents.ts'

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

test.each([
  ['a Cross Industry Invoice', cii({})],
  ['a UBL invoice', ubl('Invoice', '')],
  ['a UBL credit note', ubl('CreditNote', '')],
  ['one of ZUGFeRD 1', bytes('<?xml version="1.0"?>\n<rsm:CrossIndustryDocument xmlns:rsm="u"/>')],
  ['one behind a byte order mark', bytes('\uFEFF<?xml version="1.0"?><Invoice/>')],
  [
    'one behind comments and instructions',
    bytes('<?xml version="1.0"?><!-- <a> --><?x y?>\n<Invoice>'),
  ],
  ['one in UTF-16', utf16('<?xml version="1.0" encoding="UTF-16"?><Invoice>')],
  [
    'one in Latin 1',
    Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><!-- \xe9 --><Invoice>', 'latin1'),
  ],
  [
    'one behind terms of use that are longer',
    bytes(`<?xml version="1.0"?><!-- ${'a '.repeat(99)}`),
  ],
  ['one of an unknown encoding', bytes('<?xml version="1.0" encoding="nothing"?><Invoice>')],
  ['one with a document type', bytes('<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice>&a;</Invoice>')],
  ['one that is cut in a character', bytes('<Invoice>é').subarray(0, -1)],
])('%s begins like an invoice', (_what, head) => {
  expect(beginsLikeEInvoice(head)).toBe(true)
})

test.each([
  ['HTML', bytes('<!DOCTYPE html><html>')],
  ['XHTML', bytes('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">')],
  ['a drawing', bytes('<?xml version="1.0"?><svg/>')],
  ['an order', bytes('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2">')],
  ['HTML that quotes an invoice', bytes('<html><Invoice/></html>')],
  ['text', bytes('Invoice <Invoice>')],
  ['nothing', bytes('')],
  ['a comment without a declaration', bytes('<!-- <Invoice>')],
  ['what every object has', bytes('<constructor/>')],
])('%s does not', (_what, head) => {
  expect(beginsLikeEInvoice(head)).toBe(false)
})
