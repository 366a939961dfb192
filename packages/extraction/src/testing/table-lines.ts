import type { LineItem, Reading } from '@invoice-ml/contracts'
import { drawPage } from './draw-page.ts'
import { read, readPages } from './readings.ts'
import { sampleInvoice } from './sample-invoice.ts'

/** The cells of an item: description, quantity, price, rate, amount. */
export function cellsOf({ description, quantity, unit_price, vat_rate, amount }: LineItem) {
  return [description, quantity, unit_price, vat_rate, amount]
}

/** The cells of the items of the sample invoice with these lines. */
export function readLines(lines: string) {
  return read(sampleInvoice({ lines })).lines.map(cellsOf)
}

/** What is read on the sample invoice with these lines, its words recognised. */
export function readScan(lines: string): Reading {
  const page = drawPage(sampleInvoice({ lines }))
  const words = page.words.map((word) => ({ ...word, confidence: 0.9 }))
  return readPages([{ ...page, source: 'ocr', words }])
}
