import type { Random } from './random.ts'

/** Parts that some layouts show and others do not. */
const optional = [
  'dueDate',
  'order',
  'orderDate',
  'deliveryDate',
  'deliveryNote',
  'customerNumber',
  'period',
  'currency',
  'method',
  'terms',
  'termsInInfo',
  'legal',
  'thanks',
  'delivery',
  'stamp',
  'signature',
  'intro',
  'contact',
  'capital',
  'subtotal',
  'watermark',
  'bottomTotals',
  'dueInHead',
  'slip',
  'instalments',
  'pleasePay',
  'quote',
  'margins',
] as const
export type Optional = (typeof optional)[number]

const likelihood: Record<Optional, number> = {
  dueDate: 0.65,
  order: 0.42,
  orderDate: 0.2,
  deliveryDate: 0.28,
  deliveryNote: 0.1,
  customerNumber: 0.45,
  period: 0.16,
  currency: 0.22,
  method: 0.35,
  terms: 0.6,
  termsInInfo: 0.3,
  legal: 0.5,
  thanks: 0.35,
  delivery: 0.2,
  stamp: 0.08,
  signature: 0.12,
  intro: 0.25,
  contact: 0.2,
  capital: 0.5,
  subtotal: 0.25,
  watermark: 0.02,
  bottomTotals: 0.25,
  dueInHead: 0.08,
  slip: 0.07,
  instalments: 0.06,
  pleasePay: 0.1,
  quote: 0.15,
  margins: 0.2,
}

/** Which optional parts a layout shows. */
export function showParts(random: Random): Record<Optional, boolean> {
  // fromEntries forgets the keys; every optional part has its answer.
  return Object.fromEntries(
    optional.map((name) => [name, random.chance(likelihood[name])]),
  ) as Record<Optional, boolean>
}
