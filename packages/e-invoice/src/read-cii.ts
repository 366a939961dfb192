import type { ElectronicInvoice, ElectronicLine } from './electronic-invoice.ts'
import { isShipping, kindOfCode } from './electronic-invoice.ts'
import { addParty, type Party } from './party.ts'
import { createCollector, sumOf, unlessZero, type ValueCollector } from './typed-values.ts'
import { unitPrice } from './unit-price.ts'
import { find, findAll, textAt, type XmlNode } from './xml-node.ts'

/** Names of the elements in CII D16B (Factur-X, ZUGFeRD 2, XRechnung), then in ZUGFeRD 1.0. */
const names = {
  document: 'ExchangedDocument|HeaderExchangedDocument',
  transaction: 'SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction',
  agreement: 'ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement',
  delivery: 'ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery',
  settlement: 'ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement',
  sums: 'SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation',
  rate: 'RateApplicablePercent|ApplicablePercent',
  reference: 'IssuerAssignedID|ID',
  lineAgreement: 'SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement',
  lineDelivery: 'SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery',
  lineSettlement: 'SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement',
  lineSums:
    'SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation',
} as const

const date = 'DateTimeString|DateTime'

/** UN/CEFACT Cross Industry Invoice → what it says (EN 16931-3-3 maps the terms to the elements). */
export function readCii(root: XmlNode): ElectronicInvoice {
  const document = find(root, names.document)
  const transaction = find(root, names.transaction)
  const agreement = find(transaction, names.agreement)
  const delivery = find(transaction, names.delivery)
  const settlement = find(transaction, names.settlement)
  const sums = find(settlement, names.sums)
  const currency = textAt(settlement, 'InvoiceCurrencyCode')
  const collector = createCollector(currency)

  collector.add('numero_facture', textAt(document, 'ID'))
  collector.add('date_facture', textAt(document, `IssueDateTime/${date}`))
  collector.add('devise', currency)
  collector.add(
    'numero_commande',
    textAt(agreement, `BuyerOrderReferencedDocument/${names.reference}`),
  )
  collector.add(
    'date_livraison',
    textAt(delivery, `ActualDeliverySupplyChainEvent/OccurrenceDateTime/${date}`),
  )
  addParty(collector, 'fournisseur', partyOf(find(agreement, 'SellerTradeParty')))
  addParty(collector, 'client', partyOf(find(agreement, 'BuyerTradeParty')))
  addPayment(collector, settlement)
  addSums(collector, settlement, currency)

  return {
    syntax: 'cii',
    kind: kindOfCode(textAt(document, 'TypeCode')),
    currency,
    values: collector.values,
    vatBreakdown: findAll(settlement, 'ApplicableTradeTax').flatMap((tax) => {
      const rate = collector.decimal('taux_tva', textAt(tax, names.rate), 2)
      if (rate === undefined) return []
      return [
        {
          rate,
          base: collector.decimal('VAT base', textAt(tax, 'BasisAmount'), 2),
          amount: collector.decimal('VAT amount', textAt(tax, 'CalculatedAmount'), 2),
        },
      ]
    }),
    lines: findAll(transaction, 'IncludedSupplyChainTradeLineItem').flatMap((line) =>
      readLine(line, collector),
    ),
    rounding: collector.decimal('rounding', textAt(sums, 'RoundingAmount'), 2),
    charges: collector.decimal('charges', textAt(sums, 'ChargeTotalAmount'), 2),
    faults: collector.faults,
  }
}

function partyOf(party: XmlNode | undefined): Party {
  const address = find(party, 'PostalTradeAddress')
  const town = [textAt(address, 'PostcodeCode'), textAt(address, 'CityName')]
  const identifiers = [
    ...findAll(party, 'SpecifiedLegalOrganization/ID'),
    ...findAll(party, 'GlobalID'),
    ...findAll(party, 'ID'),
  ]
  return {
    name: textAt(party, 'Name'),
    address: [
      textAt(address, 'LineOne'),
      textAt(address, 'LineTwo'),
      textAt(address, 'LineThree'),
      town.filter((part) => part !== undefined).join(' ') || undefined,
    ],
    vat: findAll(party, 'SpecifiedTaxRegistration/ID').find(
      ({ attributes }) => attributes.schemeID === 'VA',
    )?.text,
    identifiers: identifiers.map(({ text, attributes }) => ({
      scheme: attributes.schemeID,
      id: text,
    })),
  }
}

function addPayment(collector: ValueCollector, settlement: XmlNode | undefined): void {
  const means = findAll(settlement, 'SpecifiedTradeSettlementPaymentMeans')
  const account = means.find((one) => textAt(one, 'PayeePartyCreditorFinancialAccount/IBANID'))
  collector.add('fournisseur_iban', textAt(account, 'PayeePartyCreditorFinancialAccount/IBANID'))
  collector.add(
    'fournisseur_bic',
    textAt(account, 'PayeeSpecifiedCreditorFinancialInstitution/BICID'),
  )
  const terms = findAll(settlement, 'SpecifiedTradePaymentTerms')
  const descriptions = terms.flatMap((one) => textAt(one, 'Description') ?? [])
  collector.add(
    'date_echeance',
    textAt(settlement, `SpecifiedTradePaymentTerms/DueDateDateTime/${date}`),
  )
  collector.add('conditions_paiement', descriptions.join(' / ') || undefined)
  const period = find(settlement, 'BillingSpecifiedPeriod')
  collector.add('periode_debut', textAt(period, `StartDateTime/${date}`))
  collector.add('periode_fin', textAt(period, `EndDateTime/${date}`))
}

function addSums(
  collector: ValueCollector,
  settlement: XmlNode | undefined,
  currency: string | undefined,
): void {
  const sums = find(settlement, names.sums)
  // A second tax total is in the currency that the tax office wants.
  const tax = findAll(sums, 'TaxTotalAmount').find(
    ({ attributes: { currencyID } }) => currencyID === undefined || currencyID === currency,
  )
  collector.add('montant_ht', textAt(sums, 'TaxBasisTotalAmount'))
  collector.add('montant_tva', tax?.text)
  collector.add('montant_ttc', textAt(sums, 'GrandTotalAmount'))
  collector.add('net_a_payer', textAt(sums, 'DuePayableAmount'))
  collector.add('acompte', unlessZero(textAt(sums, 'TotalPrepaidAmount')))
  collector.add('remise', unlessZero(textAt(sums, 'AllowanceTotalAmount')))
  collector.add('frais_port', unlessZero(sumOf(shippingIn(settlement))))
  for (const rate of findAll(settlement, `ApplicableTradeTax/${names.rate}`))
    collector.add('taux_tva', rate.text)
}

/** Factur-X EXTENDED has an element of its own for it, the others a code. */
function shippingIn(settlement: XmlNode | undefined): string[] {
  const coded = findAll(settlement, 'SpecifiedTradeAllowanceCharge').filter((one) =>
    isShipping(textAt(one, 'ChargeIndicator/Indicator'), textAt(one, 'ReasonCode')),
  )
  return [
    ...findAll(settlement, 'SpecifiedLogisticsServiceCharge/AppliedAmount'),
    ...coded.flatMap((charge) => find(charge, 'ActualAmount') ?? []),
  ].flatMap(({ text }) => text || [])
}

function readLine(line: XmlNode, collector: ValueCollector): ElectronicLine[] {
  // Of a hierarchy only the details are added up (Factur-X EXTENDED, BT-X-8).
  const status = textAt(line, 'AssociatedDocumentLineDocument/LineStatusReasonCode')
  const description = textAt(line, 'SpecifiedTradeProduct/Name')
  const settlement = find(line, names.lineSettlement)
  const amount = textAt(settlement, `${names.lineSums}/LineTotalAmount`)
  if (status === 'GROUP' || status === 'INFORMATION' || amount === undefined) return []
  const price = find(line, `${names.lineAgreement}/NetPriceProductTradePrice`)
  return [
    {
      description: description ?? '',
      quantity: collector.decimal(
        'quantity',
        textAt(line, `${names.lineDelivery}/BilledQuantity`),
        0,
      ),
      unit_price: unitPrice(
        collector.decimal('unit price', textAt(price, 'ChargeAmount'), 2),
        textAt(price, 'BasisQuantity'),
      ),
      vat_rate: collector.decimal(
        'line VAT rate',
        textAt(settlement, `ApplicableTradeTax/${names.rate}`),
        2,
      ),
      amount: collector.decimal('line amount', amount, 2),
    },
  ]
}
