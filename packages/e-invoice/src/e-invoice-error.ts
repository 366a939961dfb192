/** XML that is not read as an invoice; `message` says why, in words for its sender. */
export class EInvoiceError extends Error {
  override readonly name = 'EInvoiceError'
}
