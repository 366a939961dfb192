import type { FontFamily } from './fonts.ts'
import type { DateStyle, MoneyStyle } from './format.ts'
import type { Optional } from './optional-parts.ts'
import type { Party } from './party.ts'
import type { Country, Language } from './places.ts'
import type { Caption } from './wording/phrases.ts'

/** Parts of the head of an invoice, placed by an arrangement. */
export type BlockName =
  | 'logo'
  | 'title'
  | 'supplier'
  | 'client'
  | 'delivery'
  | 'info'
  | 'strip'
  | 'columns'
  | 'sender'
  | 'supplierForm'
  | 'clientForm'
  | 'intro'
export type Row = { left?: BlockName[]; right?: BlockName[]; full?: BlockName[] }

/** Everything that one supplier's documents have in common: the supplier, the wording and the look. */
export type Layout = {
  id: number
  /** One of `count` variants, 0 first, of a detail with this name: always the same for this layout. */
  variant: (key: string, count: number) => number
  language: Language
  country: Country
  currency: string
  supplier: Party
  numberPattern: string
  isReceipt: boolean
  say: Record<Caption, string>
  money: MoneyStyle
  /** Whether amounts inside the table of items carry the currency too. */
  currencyInTable: boolean
  dateStyle: DateStyle
  family: FontFamily
  size: number
  spacing: number
  paper: { width: number; height: number }
  /** Points; the right one, and what the content keeps from a coloured bar on the left. */
  margin: number
  rightMargin: number
  sidebar: number
  band: 'none' | 'top' | 'line' | 'head'
  accent: string
  tint: string
  colon: '' | ':' | ' :' | ' -' | ' #'
  rows: Row[]
  leftShare: number
  info: InfoStyle
  box: 'none' | 'frame' | 'fill' | 'rule'
  captioned: boolean
  identifiers: { inHead: boolean; inFoot: boolean; client: boolean; grouped: boolean }
  title: { size: number; withNumber: boolean; align: 'left' | 'right' | 'center' }
  table: TableStyle
  totals: TotalsStyle
  foot: 'lines' | 'columns' | 'none'
  bank: 'afterTotals' | 'foot' | 'table' | 'none'
  shows: Record<Optional, boolean>
}

export type InfoStyle = {
  mode: 'pairs' | 'aligned' | 'right' | 'table' | 'sentence' | 'above'
  captionWeight: 'regular' | 'bold'
  valueWeight: 'regular' | 'bold'
}

export type Column =
  | 'position'
  | 'reference'
  | 'description'
  | 'quantity'
  | 'unit'
  | 'unitPrice'
  | 'lineDiscount'
  | 'vatRate'
  | 'amount'
  | 'amountGross'

export type TableStyle = {
  columns: Column[]
  header: 'fill' | 'grey' | 'rule' | 'frame' | 'plain'
  rules: 'none' | 'rows' | 'grid' | 'columns' | 'outer'
  zebra: boolean
  padding: number
  fixedQuantity: boolean
  ratesWithSign: boolean
  upperCase: boolean
  stretch: boolean
}

export type TotalsStyle = {
  form: 'list' | 'row' | 'columns'
  side: 'left' | 'right'
  frame: 'none' | 'box' | 'grid' | 'lastFilled' | 'rules'
  perRate: boolean
  breakdown: boolean
  /** Points between two sums, beyond the usual. */
  gap: number
  /** Value right beside its caption instead of in a column of its own. */
  tight: boolean
  currencyInCaption: boolean
  onlyPayable: boolean
}
