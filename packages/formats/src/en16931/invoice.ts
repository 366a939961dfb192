/** An invoice in the terms of EN 16931-1 (BT-…, BG-…), amounts in cents; it satisfies the rules on totals (BR-CO-10 to 16). */
export type Invoice = {
  /** A credit note's amounts are positive. */
  isCreditNote: boolean
  /** BT-1 */
  number: string
  /** BT-2, as all dates in ISO 8601. */
  issueDate: string
  /** BT-9 */
  dueDate: string | undefined
  /** BT-5 */
  currency: string
  /** BT-13 */
  orderNumber: string | undefined
  /** BT-72 */
  deliveryDate: string | undefined
  /** BT-73, BT-74 */
  periodStart: string | undefined
  periodEnd: string | undefined
  /** BT-20 */
  paymentTerms: string | undefined
  /** BT-84, BT-86 */
  iban: string | undefined
  bic: string | undefined
  seller: Party
  buyer: Party
  lines: Line[]
  /** BG-20 and BG-21 */
  adjustments: Adjustment[]
  taxes: Tax[]
  totals: Totals
}

export type Party = {
  name: string
  /** ISO 3166-1. */
  country: string
  street: string | undefined
  postcode: string | undefined
  city: string | undefined
  vat: string | undefined
  siren: string | undefined
  siret: string | undefined
}

export type Line = {
  name: string
  /** Decimals, of as many places as they need. */
  quantity: string
  price: string
  amountCents: number
  rate: string
}

/** A discount or a cost of the whole document, at one tax rate. */
export type Adjustment = { isCharge: boolean; reason: string; amountCents: number; rate: string }

export type Tax = { rate: string; baseCents: number; taxCents: number }

export type Totals = {
  linesCents: number
  allowancesCents: number
  chargesCents: number
  netCents: number
  taxCents: number
  grossCents: number
  prepaidCents: number
  /** BT-114: what makes the amount due round. */
  roundingCents: number
  dueCents: number
}

/** BT-24: which rules it follows. */
export const specification = 'urn:cen.eu:en16931:2017'

/** UNTDID 5305: standard rate, or exempt. */
export function taxCategory(rate: string): 'S' | 'E' {
  return Number(rate) > 0 ? 'S' : 'E'
}

/** BT-120; why is not read, so only that there is none. */
export const exemptionReason = 'Pas de TVA facturée'

/** UNTDID 4461: credit transfer. */
export const creditTransfer = '30'

/** UN/ECE recommendation 20: one, whatever it is. */
export const unitOfOne = 'C62'

/** UNTDID 1001 */
export function documentType({ isCreditNote }: Invoice): string {
  return isCreditNote ? '381' : '380'
}
