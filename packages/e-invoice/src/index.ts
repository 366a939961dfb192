export { EInvoiceError } from './e-invoice-error.ts'
export type { ElectronicInvoice, ElectronicLine, ElectronicValue } from './electronic-invoice.ts'
export { readEInvoice } from './read-e-invoice.ts'
export { beginsLikeEInvoice } from './sniff.ts'
