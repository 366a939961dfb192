import type { Extraction } from '@invoice-ml/contracts'
import { fromCents } from './en16931/cents.ts'
import {
  type Adjustment,
  creditTransfer,
  documentType,
  exemptionReason,
  type Invoice,
  type Line,
  type Party,
  specification,
  type Tax,
  taxCategory,
  unitOfOne,
} from './en16931/invoice.ts'
import { toInvoice } from './en16931/to-invoice.ts'
import { writeXml, type XmlElement } from './xml.ts'

/**
 * A UBL 2.1 Invoice or CreditNote (EN 16931-3-2).
 * @throws ProblemError `export-incomplete`
 */
export function exportUbl(extraction: Extraction): string {
  const invoice = toInvoice(extraction)
  const root = invoice.isCreditNote ? 'CreditNote' : 'Invoice'
  return writeXml({ [root]: { ...namespaces(root), ...documentOf(invoice) } })
}

function namespaces(root: string): XmlElement {
  const schema = 'urn:oasis:names:specification:ubl:schema:xsd:'
  return {
    '@xmlns': `${schema}${root}-2`,
    '@xmlns:cac': `${schema}CommonAggregateComponents-2`,
    '@xmlns:cbc': `${schema}CommonBasicComponents-2`,
  }
}

/** The keys stand in the order that the schema wants. */
function documentOf(invoice: Invoice): XmlElement {
  const {
    isCreditNote,
    currency,
    orderNumber,
    deliveryDate,
    paymentTerms,
    periodStart,
    periodEnd,
  } = invoice
  return {
    'cbc:CustomizationID': specification,
    'cbc:ID': invoice.number,
    'cbc:IssueDate': invoice.issueDate,
    'cbc:DueDate': isCreditNote ? undefined : invoice.dueDate,
    [`cbc:${isCreditNote ? 'CreditNote' : 'Invoice'}TypeCode`]: documentType(invoice),
    'cbc:DocumentCurrencyCode': currency,
    'cac:InvoicePeriod':
      periodStart || periodEnd
        ? { 'cbc:StartDate': periodStart, 'cbc:EndDate': periodEnd }
        : undefined,
    'cac:OrderReference': orderNumber && { 'cbc:ID': orderNumber },
    'cac:AccountingSupplierParty': { 'cac:Party': partyOf(invoice.seller, true) },
    'cac:AccountingCustomerParty': { 'cac:Party': partyOf(invoice.buyer, false) },
    'cac:Delivery': deliveryDate && { 'cbc:ActualDeliveryDate': deliveryDate },
    'cac:PaymentMeans': paymentOf(invoice),
    'cac:PaymentTerms': paymentTerms && { 'cbc:Note': paymentTerms },
    'cac:AllowanceCharge': invoice.adjustments.map((one) => adjustmentOf(one, currency)),
    'cac:TaxTotal': {
      'cbc:TaxAmount': amount(invoice.totals.taxCents, currency),
      'cac:TaxSubtotal': invoice.taxes.map((tax) => subtotalOf(tax, currency)),
    },
    'cac:LegalMonetaryTotal': totalsOf(invoice),
    [`cac:${isCreditNote ? 'CreditNote' : 'Invoice'}Line`]: invoice.lines.map((line, index) =>
      lineOf(line, index, invoice),
    ),
  }
}

function partyOf(party: Party, isSeller: boolean): XmlElement {
  const { name, country, street, postcode, city, vat, siren, siret } = party
  // BT-32, by which a seller without a VAT number is known to the tax office.
  const registration = isSeller && !vat && siren
  return {
    'cac:PartyIdentification': siret && { 'cbc:ID': { '@schemeID': '0009', '#text': siret } },
    'cac:PostalAddress': {
      'cbc:StreetName': street,
      'cbc:CityName': city,
      'cbc:PostalZone': postcode,
      'cac:Country': { 'cbc:IdentificationCode': country },
    },
    'cac:PartyTaxScheme': vat
      ? { 'cbc:CompanyID': vat, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } }
      : registration
        ? { 'cbc:CompanyID': registration, 'cac:TaxScheme': { 'cbc:ID': 'TAX' } }
        : undefined,
    'cac:PartyLegalEntity': {
      'cbc:RegistrationName': name,
      'cbc:CompanyID': siren && { '@schemeID': '0002', '#text': siren },
    },
  }
}

/** A credit note has its due date here (BT-9). */
function paymentOf({ isCreditNote, dueDate, iban, bic }: Invoice): XmlElement | undefined {
  const date = isCreditNote ? dueDate : undefined
  if (!iban && !date) return undefined
  return {
    'cbc:PaymentMeansCode': creditTransfer,
    'cbc:PaymentDueDate': date,
    'cac:PayeeFinancialAccount': iban && {
      'cbc:ID': iban,
      'cac:FinancialInstitutionBranch': bic && { 'cbc:ID': bic },
    },
  }
}

function adjustmentOf({ isCharge, reason, amountCents, rate }: Adjustment, currency: string) {
  return {
    'cbc:ChargeIndicator': String(isCharge),
    'cbc:AllowanceChargeReason': reason,
    'cbc:Amount': amount(amountCents, currency),
    'cac:TaxCategory': categoryOf(rate),
  }
}

function subtotalOf({ rate, baseCents, taxCents }: Tax, currency: string): XmlElement {
  return {
    'cbc:TaxableAmount': amount(baseCents, currency),
    'cbc:TaxAmount': amount(taxCents, currency),
    'cac:TaxCategory': categoryOf(
      rate,
      taxCategory(rate) === 'E' ? { 'cbc:TaxExemptionReason': exemptionReason } : {},
    ),
  }
}

function totalsOf({ totals, currency }: Invoice): XmlElement {
  const unlessZero = (cents: number) => (cents === 0 ? undefined : amount(cents, currency))
  return {
    'cbc:LineExtensionAmount': amount(totals.linesCents, currency),
    'cbc:TaxExclusiveAmount': amount(totals.netCents, currency),
    'cbc:TaxInclusiveAmount': amount(totals.grossCents, currency),
    'cbc:AllowanceTotalAmount': unlessZero(totals.allowancesCents),
    'cbc:ChargeTotalAmount': unlessZero(totals.chargesCents),
    'cbc:PrepaidAmount': unlessZero(totals.prepaidCents),
    'cbc:PayableRoundingAmount': unlessZero(totals.roundingCents),
    'cbc:PayableAmount': amount(totals.dueCents, currency),
  }
}

function lineOf(
  { name, quantity, price, amountCents, rate }: Line,
  index: number,
  { isCreditNote, currency }: Invoice,
): XmlElement {
  return {
    'cbc:ID': String(index + 1),
    [`cbc:${isCreditNote ? 'Credited' : 'Invoiced'}Quantity`]: {
      '@unitCode': unitOfOne,
      '#text': quantity,
    },
    'cbc:LineExtensionAmount': amount(amountCents, currency),
    'cac:Item': { 'cbc:Name': name, 'cac:ClassifiedTaxCategory': categoryOf(rate) },
    'cac:Price': { 'cbc:PriceAmount': { '@currencyID': currency, '#text': price } },
  }
}

function categoryOf(rate: string, reason: XmlElement = {}): XmlElement {
  return {
    'cbc:ID': taxCategory(rate),
    'cbc:Percent': rate,
    ...reason,
    'cac:TaxScheme': { 'cbc:ID': 'VAT' },
  }
}

function amount(cents: number, currency: string): XmlElement {
  return { '@currencyID': currency, '#text': fromCents(cents) }
}
