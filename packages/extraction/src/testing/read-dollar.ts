import { read } from './readings.ts'

/** Rows of those who charge a tax, or are in a register, of one country. */
export const sellers = {
  hst: 'HST 13 %                  $130.00\n',
  quebec: 'TPS 5 %                   50,00 $\nTVQ 9,975 %               99,75 $\n',
  abn: 'ABN 51 824 753 556\n',
  australian: 'ABN 51 824 753 556\nGST 10 %                  $50.00\n',
  registered: 'HST Reg. No. 12345 6789 RT0001\n',
}

/** The currency that is read where rows stand on an invoice in "$", and whether it is as sure as one that is spelt out. */
export function readDollar(rows: string) {
  // With the tax, where the rows say how much that is.
  const [total = '850.00'] = /1[ ,]1[34]\d[.,]\d\d/.exec(rows) ?? []
  const text = `Invoice 1007\nInvoice date 03/04/2026\nDrafting $850.00\n${rows}\nTotal $${total}`
  const isSure = surenessOf(text) >= surenessOf('Invoice 1007\nTotal USD 12.00')
  return { currency: read(text).currency, isSure }
}

function surenessOf(text: string): number {
  return read(text).fields.find(({ label }) => label === 'devise')?.confidence ?? 0
}
