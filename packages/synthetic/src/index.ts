export { type DrawnInvoice, type DrawOptions, drawInvoice } from './draw-invoice.ts'
export { drawScan, type ScanOptions } from './draw-scan.ts'
export type { Truth, TruthBox } from './truth.ts'
