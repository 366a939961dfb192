/** What invoices print beside a value or above it: every usual wording, one of which a layout takes. */
export const captions = [
  'invoice',
  'creditNote',
  'receipt',
  'number',
  'creditNumber',
  'date',
  'dueDate',
  'order',
  'orderDate',
  'deliveryDate',
  'customerNumber',
  'period',
  'periodStart',
  'periodEnd',
  'currency',
  'supplier',
  'client',
  'delivery',
  'reference',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'vatRate',
  'lineDiscount',
  'amount',
  'amountGross',
  'subtotal',
  'discount',
  'shipping',
  'net',
  'vat',
  'vatTotal',
  'gross',
  'deposit',
  'payable',
  'carriedForward',
  'broughtForward',
  'base',
  'rate',
  'paymentTerms',
  'terms',
  'paymentMethod',
  'method',
  'bank',
  'vatNumber',
  'phone',
  'fax',
  'capital',
  'page',
  'thanks',
  'legal',
  'contact',
  'factor',
  'exempt',
  'cash',
  'change',
  'cashier',
  'deliveryNote',
  'paidStamp',
  'units',
  'total',
  'name',
  'street',
  'postcode',
  'city',
  'country',
  'email',
  'instalments',
  'slip',
  'pleasePay',
  'intro',
  'quote',
] as const

export type Caption = (typeof captions)[number]
export type Phrases = Record<Caption, readonly [string, ...string[]]> & {
  months: readonly string[]
  products: readonly [string, ...string[]]
}

/** Phrases from lines `caption: one|other`; an absent caption is a mistake in the table. */
export function parsePhrases(table: string, months: string, products: string): Phrases {
  const found = new Map(
    table
      .trim()
      .split('\n')
      .map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).trim(), list(line.slice(colon + 1))] as const
      }),
  )
  const entries = captions.map((caption) => {
    const variants = found.get(caption)
    if (!variants) throw new Error(`No wording for ${caption}`)
    return [caption, variants]
  })
  // fromEntries forgets the keys, each of which was looked up above.
  return {
    ...Object.fromEntries(entries),
    months: list(months),
    products: list(products),
  } as Phrases
}

function list(text: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = text.split('|').map((item) => item.trim())
  return [first, ...rest]
}
