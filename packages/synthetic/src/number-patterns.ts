import type { Random } from './random.ts'

/** How a supplier numbers invoices, for `fillPattern`: one of the usual ways, or one that is put together. */
export function invoicePattern(random: Random): string {
  const prefixes = [
    'F',
    'FA',
    'FAC',
    'FACT',
    'FC',
    'FV',
    'VF',
    'I',
    'IN',
    'INV',
    'R',
    'RE',
    'RG',
    'N',
    'S',
    'No',
  ] as const
  return random.chance(0.5) ? random.pick(usual) : compose(random, prefixes)
}

/** How a customer numbers orders. */
export function orderPattern(random: Random): string {
  const prefixes = [
    'BC',
    'PO',
    'PO-',
    'CMD',
    'CDE',
    'CO',
    'ORD',
    'SO',
    'AB',
    'AUF',
    'B',
    'P',
  ] as const
  return random.chance(0.5) ? random.pick(usualOrders) : compose(random, prefixes)
}

const usual = [
  'FYYYY-###',
  'FA######',
  'YYYY####',
  '######',
  'INV-####',
  'FAC-YYYY-####',
  'F-YYMM-###',
  'RE-YYYY-####',
  '####/YYYY',
  'YYYY/####',
  '####',
  '########',
  'A##-####',
  'VF#####',
  'INV#####',
  'YYMM####',
  'R#######',
  'No####',
  'YYYY-MM-##',
  'S#####-##',
] as const

const usualOrders = [
  'BC#####',
  'PO-#####',
  '45########',
  'CMD-YYYY-###',
  '######',
  'AB/####',
  'PO######',
  'ORD-####',
  'YYYY-####',
] as const

/** A prefix, perhaps a part of the date, and a running number, in some order and with some separator. */
function compose(random: Random, prefixes: readonly [string, ...string[]]): string {
  const prefix = random.pick([
    random.pick(prefixes),
    random.pick(prefixes),
    random.pick(prefixes).toLowerCase(),
    random.letters(random.int(1, 4)).replaceAll(/[YM]/g, 'K'),
    '',
  ])
  const separator = random.pick(['-', '/', '', '.', '_'])
  const period = random.pick(['', 'YYYY', 'YY', 'YYMM', 'YYYYMM', 'MM/YYYY', 'YYYY/MM', 'MM-YY'])
  const running = '#'.repeat(random.int(period === '' && prefix === '' ? 4 : 2, 8))
  const parts = random.chance(0.85) ? [period, running] : [running, period]
  const number = parts.filter((part) => part !== '').join(separator || (period ? '-' : ''))
  return prefix === '' ? number : prefix + (random.chance(0.5) ? separator : '') + number
}
