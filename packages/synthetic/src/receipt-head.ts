import { type Block, type Draft, dateText } from './draft.ts'
import { addressLines, fitted } from './parties.ts'
import type { Span } from './sheet.ts'

/** The shop at the top of a receipt: name, address, numbers, and what the slip calls itself. */
export function shopBlock(draft: Draft): Block {
  const { sheet, layout, invoice } = draft
  const { supplier } = invoice
  const align = layout.variant('shop align', 5) === 0 ? 'left' : 'center'
  const large = sheet.size * (layout.variant('shop size', 3) === 0 ? 1.4 : 1.1)
  const separator = layout.variant('shop separator', 2) === 0 ? ',' : ''
  return (x, top, width) => {
    let y = top
    const line = (spans: Span[], size = sheet.size) => {
      y = fitted(draft, spans, { x, y, width, align, size })
      return y
    }
    sheet.group('fournisseur_nom', () => {
      for (const text of sheet.wrap(supplier.name, width, large, 'bold'))
        line([{ text, weight: 'bold' }], large)
      return y
    })
    if (layout.variant('shop registration', 3) === 1)
      line([{ text: `(${invoice.customerNumber}-X)` }])
    sheet.group('fournisseur_adresse', () => {
      const lines = addressLines(draft, supplier.address)
      for (const [index, text] of lines.entries())
        for (const part of sheet.wrap(text + (index < lines.length - 1 ? separator : ''), width))
          line([{ text: part }])
      return y
    })
    if (layout.variant('shop phone', 3) !== 0)
      line([{ text: `${layout.say.phone}${layout.colon} ${supplier.phone}` }])
    if (supplier.vat && layout.variant('shop tax', 4) !== 0)
      line([{ text: `${taxCaption(draft)} ` }, { text: supplier.vat, label: 'fournisseur_tva' }])
    if (supplier.siret && layout.variant('shop siret', 2) === 0)
      line([{ text: 'SIRET ' }, { text: supplier.siret, label: 'fournisseur_siret' }])
    return (
      sheet.text(layout.say.receipt, {
        x,
        y: y + 5,
        width,
        align: 'center',
        weight: 'bold',
        size: large,
      }) + 4
    )
  }
}

function taxCaption({ layout }: Draft): string {
  if (layout.country === 'MY') return layout.variant('gst', 2) === 0 ? 'GST Reg No:' : 'GST ID :'
  return layout.country === 'US' ? 'Tax ID' : layout.say.vatNumber
}

/** Number, date with the time, and who sold: in one of the usual orders, number and date sometimes in one line. */
export function receiptInfoBlock(draft: Draft): Block {
  const { layout, invoice, random } = draft
  const { say, colon } = layout
  const hour = `${random.int(8, 22)}`.padStart(2, '0')
  const minute = `${random.int(0, 59)}`.padStart(2, '0')
  const time = `${hour}:${minute}${layout.variant('seconds', 2) === 0 ? `:${random.int(10, 59)}` : ''}`
  const number: Span[] = [
    { text: `${say.number}${colon} ` },
    { text: invoice.number, label: 'numero_facture' },
  ]
  const date: Span[] = [
    ...(layout.variant('date caption', 3) === 0 ? [] : [{ text: `${say.date}${colon} ` }]),
    { text: dateText(draft, invoice.date), label: 'date_facture' },
  ]
  const timed = layout.variant('time', 4) === 0 ? date : [...date, { text: `  ${time}` }]
  const orders: Span[][][] = [
    [number, timed],
    [timed, number],
    [[...number, { text: '   ' }, ...date], [{ text: time }]],
    [number, [{ text: `#${invoice.customerNumber}` }], timed],
  ]
  const rows = orders[layout.variant('receipt order', orders.length)] ?? [number, date]
  const table =
    layout.variant('table number', 6) === 0 ? [[{ text: `Table ${random.int(1, 40)}` }]] : []
  if (layout.shows.contact) rows.push([{ text: `${say.cashier}${colon} ${random.int(1, 30)}` }])
  if (layout.shows.customerNumber)
    rows.push([{ text: `${say.customerNumber} ${invoice.customerNumber}` }])
  return (x, top, width) =>
    [...table, ...rows].reduce((y, spans) => fitted(draft, spans, { x, y, width }), top)
}
