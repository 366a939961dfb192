export { type DrawnInvoice, drawInvoice, type DrawOptions } from './draw-invoice.ts'
export type { Truth, TruthBox } from './truth.ts'
