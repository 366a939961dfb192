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
 * A Cross Industry Invoice, D16B, as Factur-X has it in its profile EN 16931 (EN 16931-3-3).
 * @throws ProblemError `export-incomplete`
 */
export function exportCii(extraction: Extraction): string {
  const invoice = toInvoice(extraction)
  return writeXml({
    'rsm:CrossIndustryInvoice': {
      '@xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
      '@xmlns:ram':
        'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
      '@xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
      'rsm:ExchangedDocumentContext': {
        'ram:GuidelineSpecifiedDocumentContextParameter': { 'ram:ID': specification },
      },
      'rsm:ExchangedDocument': {
        'ram:ID': invoice.number,
        'ram:TypeCode': documentType(invoice),
        'ram:IssueDateTime': day(invoice.issueDate),
      },
      'rsm:SupplyChainTradeTransaction': {
        'ram:IncludedSupplyChainTradeLineItem': invoice.lines.map(lineOf),
        'ram:ApplicableHeaderTradeAgreement': agreementOf(invoice),
        'ram:ApplicableHeaderTradeDelivery': deliveryOf(invoice),
        'ram:ApplicableHeaderTradeSettlement': settlementOf(invoice),
      },
    },
  })
}

function lineOf({ name, quantity, price, amountCents, rate }: Line, index: number): XmlElement {
  return {
    'ram:AssociatedDocumentLineDocument': { 'ram:LineID': String(index + 1) },
    'ram:SpecifiedTradeProduct': { 'ram:Name': name },
    'ram:SpecifiedLineTradeAgreement': {
      'ram:NetPriceProductTradePrice': { 'ram:ChargeAmount': price },
    },
    'ram:SpecifiedLineTradeDelivery': {
      'ram:BilledQuantity': { '@unitCode': unitOfOne, '#text': quantity },
    },
    'ram:SpecifiedLineTradeSettlement': {
      'ram:ApplicableTradeTax': categoryOf(rate),
      'ram:SpecifiedTradeSettlementLineMonetarySummation': {
        'ram:LineTotalAmount': fromCents(amountCents),
      },
    },
  }
}

function agreementOf({ seller, buyer, orderNumber }: Invoice): XmlElement {
  return {
    'ram:SellerTradeParty': partyOf(seller, true),
    'ram:BuyerTradeParty': partyOf(buyer, false),
    'ram:BuyerOrderReferencedDocument': orderNumber && { 'ram:IssuerAssignedID': orderNumber },
  }
}

function partyOf(party: Party, isSeller: boolean): XmlElement {
  const { name, country, street, postcode, city, vat, siren, siret } = party
  return {
    'ram:GlobalID': siret && { '@schemeID': '0009', '#text': siret },
    'ram:Name': name,
    'ram:SpecifiedLegalOrganization': siren && {
      'ram:ID': { '@schemeID': '0002', '#text': siren },
    },
    'ram:PostalTradeAddress': {
      'ram:PostcodeCode': postcode,
      'ram:LineOne': street,
      'ram:CityName': city,
      'ram:CountryID': country,
    },
    'ram:SpecifiedTaxRegistration': registrationOf(vat, isSeller ? siren : undefined),
  }
}

/** BT-31, or BT-32, by which a seller without a VAT number is known to the tax office. */
function registrationOf(vat: string | undefined, other: string | undefined) {
  const number = vat ?? other
  return number && { 'ram:ID': { '@schemeID': vat ? 'VA' : 'FC', '#text': number } }
}

function deliveryOf({ deliveryDate }: Invoice): XmlElement | string {
  if (!deliveryDate) return ''
  return { 'ram:ActualDeliverySupplyChainEvent': { 'ram:OccurrenceDateTime': day(deliveryDate) } }
}

/** The keys stand in the order that the schema wants. */
function settlementOf(invoice: Invoice): XmlElement {
  const { currency, iban, bic, periodStart, periodEnd, dueDate, paymentTerms, totals } = invoice
  const unlessZero = (cents: number) => (cents === 0 ? undefined : fromCents(cents))
  return {
    'ram:InvoiceCurrencyCode': currency,
    'ram:SpecifiedTradeSettlementPaymentMeans': iban && {
      'ram:TypeCode': creditTransfer,
      'ram:PayeePartyCreditorFinancialAccount': { 'ram:IBANID': iban },
      'ram:PayeeSpecifiedCreditorFinancialInstitution': bic && { 'ram:BICID': bic },
    },
    'ram:ApplicableTradeTax': invoice.taxes.map(taxOf),
    'ram:BillingSpecifiedPeriod':
      periodStart || periodEnd
        ? {
            'ram:StartDateTime': periodStart && day(periodStart),
            'ram:EndDateTime': periodEnd && day(periodEnd),
          }
        : undefined,
    'ram:SpecifiedTradeAllowanceCharge': invoice.adjustments.map(adjustmentOf),
    'ram:SpecifiedTradePaymentTerms':
      dueDate || paymentTerms
        ? { 'ram:Description': paymentTerms, 'ram:DueDateDateTime': dueDate && day(dueDate) }
        : undefined,
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation': {
      'ram:LineTotalAmount': fromCents(totals.linesCents),
      'ram:ChargeTotalAmount': unlessZero(totals.chargesCents),
      'ram:AllowanceTotalAmount': unlessZero(totals.allowancesCents),
      'ram:TaxBasisTotalAmount': fromCents(totals.netCents),
      'ram:TaxTotalAmount': { '@currencyID': currency, '#text': fromCents(totals.taxCents) },
      'ram:RoundingAmount': unlessZero(totals.roundingCents),
      'ram:GrandTotalAmount': fromCents(totals.grossCents),
      'ram:TotalPrepaidAmount': unlessZero(totals.prepaidCents),
      'ram:DuePayableAmount': fromCents(totals.dueCents),
    },
  }
}

function taxOf({ rate, baseCents, taxCents }: Tax): XmlElement {
  return {
    'ram:CalculatedAmount': fromCents(taxCents),
    'ram:TypeCode': 'VAT',
    'ram:ExemptionReason': taxCategory(rate) === 'E' ? exemptionReason : undefined,
    'ram:BasisAmount': fromCents(baseCents),
    'ram:CategoryCode': taxCategory(rate),
    'ram:RateApplicablePercent': rate,
  }
}

function adjustmentOf({ isCharge, reason, amountCents, rate }: Adjustment): XmlElement {
  return {
    'ram:ChargeIndicator': { 'udt:Indicator': String(isCharge) },
    'ram:ActualAmount': fromCents(amountCents),
    'ram:Reason': reason,
    'ram:CategoryTradeTax': categoryOf(rate),
  }
}

function categoryOf(rate: string): XmlElement {
  return {
    'ram:TypeCode': 'VAT',
    'ram:CategoryCode': taxCategory(rate),
    'ram:RateApplicablePercent': rate,
  }
}

/** An ISO date as UN/CEFACT 2379 has it, in code 102. */
function day(date: string): XmlElement {
  return { 'udt:DateTimeString': { '@format': '102', '#text': date.replaceAll('-', '') } }
}
