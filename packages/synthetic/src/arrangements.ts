import type { Column, Row } from './layout.ts'
import type { Random } from './random.ts'

/** How the parts of the head are placed. */
export function arrangement(random: Random): Row[] {
  const rows: Row[] = random.pick<() => Row[]>([
    () => [
      { left: ['logo', 'supplier'], right: ['title', 'info'] },
      { left: ['delivery'], right: ['client'] },
    ],
    () => [
      { left: ['logo', 'supplier'], right: ['client'] },
      { full: ['title'] },
      { left: ['info'], right: ['delivery'] },
    ],
    () => [
      { full: ['title'] },
      { left: ['supplier'], right: ['client'] },
      { left: ['info'], right: ['delivery'] },
    ],
    () => [
      { left: ['logo'], right: ['title'] },
      { left: ['supplier'], right: ['info'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [
      { full: ['logo', 'supplier'] },
      { left: ['client'], right: ['info'] },
      { full: ['title'] },
    ],
    () => [
      { right: ['logo'] },
      { left: ['sender', 'client'], right: ['info'] },
      { full: ['title'] },
    ],
    () => [
      { left: ['title', 'info'], right: ['logo', 'supplier'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [
      { left: ['logo', 'supplier'], right: ['title'] },
      { left: ['delivery'], right: ['client'] },
      { full: ['strip'] },
    ],
    () => [
      { left: ['supplier'], right: ['logo'] },
      { left: ['title', 'info'], right: ['client'] },
    ],
    () => [
      { full: ['title', 'strip'] },
      { left: ['supplier'], right: ['client'] },
      { right: ['delivery'] },
    ],
    () => [
      { left: ['logo'], right: ['supplier'] },
      { left: ['client'] },
      { left: ['title'], right: ['info'] },
    ],
    () => [{ left: ['logo', 'supplier', 'client'], right: ['title', 'info', 'delivery'] }],
    () => [
      { left: ['title'], right: ['logo'] },
      { full: ['strip'] },
      { left: ['supplier', 'delivery'], right: ['client'] },
    ],
    () => [
      { left: ['logo', 'title', 'info'], right: ['supplier', 'client'] },
      { left: ['delivery'] },
    ],
    () => [
      { left: ['title'], right: ['supplier'] },
      { full: ['columns'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [
      { left: ['logo'], right: ['title'] },
      { left: ['client'], right: ['supplier'] },
      { full: ['columns'] },
    ],
    () => [
      { full: ['title'] },
      { full: ['info'] },
      { full: ['supplierForm'] },
      { full: ['clientForm'] },
    ],
    () => [
      { full: ['title'] },
      { left: ['supplierForm'], right: ['clientForm'] },
      { full: ['info'] },
    ],
    () => [
      { left: ['supplier'], right: ['title'] },
      { left: ['clientForm'], right: ['info', 'delivery'] },
    ],
    () => [
      { left: ['title', 'supplierForm'], right: ['logo', 'info'] },
      { left: ['client'], right: ['delivery'] },
    ],
    () => [{ full: ['supplier'] }, { full: ['client'] }, { full: ['title', 'info'] }],
    () => [
      { left: ['title'], right: ['columns'] },
      { left: ['supplier'], right: ['client'] },
    ],
    () => [
      { left: ['logo', 'supplier'], right: ['columns'] },
      { left: ['client'], right: ['title'] },
    ],
    () => [
      { full: ['supplier'] },
      { full: ['strip'] },
      { left: ['client'], right: ['delivery'] },
      { full: ['title'] },
    ],
  ])()
  if (random.chance(0.8)) return rows
  return rows.map(({ left, right, full }) => ({
    ...(full && { full }),
    ...(right && { left: right }),
    ...(left && { right: left }),
  }))
}

/** Perhaps with a sentence before the items. */
export function withIntro(random: Random, rows: Row[]): Row[] {
  return random.chance(0.25) ? [...rows, { full: ['intro'] }] : rows
}

/** Which columns the table of items has, in which order. */
export function columnSet(random: Random): Column[] {
  return random.pick<() => Column[]>([
    () => ['description', 'quantity', 'unitPrice', 'amount'],
    () => ['description', 'quantity', 'unitPrice', 'vatRate', 'amount'],
    () => ['reference', 'description', 'quantity', 'unitPrice', 'amount'],
    () => ['reference', 'description', 'quantity', 'unit', 'unitPrice', 'vatRate', 'amount'],
    () => ['position', 'description', 'quantity', 'unit', 'unitPrice', 'amount'],
    () => [
      'position',
      'reference',
      'description',
      'quantity',
      'unitPrice',
      'lineDiscount',
      'amount',
    ],
    () => [
      'reference',
      'description',
      'quantity',
      'unitPrice',
      'lineDiscount',
      'amount',
      'vatRate',
    ],
    () => ['quantity', 'description', 'unitPrice', 'amount'],
    () => ['quantity', 'unit', 'description', 'unitPrice', 'amount'],
    () => ['description', 'amount'],
    () => ['description', 'unitPrice', 'quantity', 'amount'],
    () => ['description', 'vatRate', 'unitPrice', 'quantity', 'amount'],
    () => ['description', 'quantity', 'unitPrice', 'amount', 'vatRate', 'amountGross'],
    () => ['quantity', 'reference', 'description', 'vatRate', 'unitPrice', 'amount'],
    () => ['description', 'unitPrice', 'quantity', 'vatRate', 'amount', 'amountGross'],
  ])()
}
