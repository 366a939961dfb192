export { type DrawnInvoice, type DrawOptions, drawInvoice } from './draw-invoice.ts'
export type { Truth, TruthBox } from './truth.ts'
