type Parts = {
  /** In which its sums are printed. */
  sign?: string
  seller?: string
  client?: string
  line?: string
  tax?: string
  total?: string
  foot?: string
}

/** What Canadians, Australians and others charge on a net of 1,000.00, as invoices print it. */
export const charged = {
  hst: { tax: 'HST (13%)                                $130.00', total: '1,130.00' },
  gst5: { tax: 'GST                                      $50.00', total: '1,050.00' },
  gst9: { tax: 'GST (9%)                                 $90.00', total: '1,090.00' },
  gst10: { tax: 'GST (10%)                                $100.00', total: '1,100.00' },
  salesTax: { tax: 'Sales Tax (8.25%)                        $82.50', total: '1,082.50' },
  nothing: { tax: 'Sales Tax (0%)                           $0.00', total: '1,000.00' },
}

/** An invoice over 1,000.00 and the tax, of 3 April or 4 March. */
export function invoiceInDollars(parts: Parts): string {
  const { sign = '$', seller = '12 King Street', client = 'Durand Studio' } = parts
  const { line = 'Consulting', tax = '', total = '1,000.00', foot = '' } = parts
  return `Acme Services                              Invoice number: INV-1007
${seller.padEnd(42)} Invoice date: 03/04/2026

Bill to
${client}
4 Main Street

Description                Qty     Unit price      Amount
${line.padEnd(26)} 1       ${sign}1,000.00       ${sign}1,000.00

Subtotal                                   ${sign}1,000.00
${tax.replace('$', () => sign)}
Total                                      ${sign}${total}

${foot}`
}
