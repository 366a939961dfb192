import type { ElectronicInvoice, ElectronicLine } from './electronic-invoice.ts'
import { isShipping, kindOfCode } from './electronic-invoice.ts'
import { addParty, type Party } from './party.ts'
import { createCollector, sumOf, unlessZero, type ValueCollector } from './typed-values.ts'
import { unitPrice } from './unit-price.ts'
import { find, findAll, textAt, type XmlNode } from './xml-node.ts'

/** UBL 2.1 Invoice or CreditNote → what it says (EN 16931-3-2 maps the terms to the elements). */
export function readUbl(root: XmlNode): ElectronicInvoice {
  const currency = textAt(root, 'DocumentCurrencyCode')
  const collector = createCollector(currency)
  const tax = taxIn(root, currency)
  const sums = find(root, 'LegalMonetaryTotal')

  collector.add('numero_facture', textAt(root, 'ID'))
  collector.add('date_facture', textAt(root, 'IssueDate'))
  collector.add('devise', currency)
  collector.add('numero_commande', textAt(root, 'OrderReference/ID'))
  collector.add('date_livraison', textAt(root, 'Delivery/ActualDeliveryDate'))
  collector.add('periode_debut', textAt(root, 'InvoicePeriod/StartDate'))
  collector.add('periode_fin', textAt(root, 'InvoicePeriod/EndDate'))
  addParty(collector, 'fournisseur', partyOf(find(root, 'AccountingSupplierParty/Party')))
  addParty(collector, 'client', partyOf(find(root, 'AccountingCustomerParty/Party')))
  addPayment(collector, root)
  addSums(collector, root, tax)

  const code = textAt(root, 'InvoiceTypeCode|CreditNoteTypeCode')
  return {
    syntax: 'ubl',
    kind: root.name === 'CreditNote' ? 'credit_note' : kindOfCode(code),
    currency,
    values: collector.values,
    vatBreakdown: findAll(tax, 'TaxSubtotal').flatMap((part) => {
      const rate = collector.decimal('taux_tva', textAt(part, 'TaxCategory/Percent'), 2)
      if (rate === undefined) return []
      return [
        {
          rate,
          base: collector.decimal('VAT base', textAt(part, 'TaxableAmount'), 2),
          amount: collector.decimal('VAT amount', textAt(part, 'TaxAmount'), 2),
        },
      ]
    }),
    lines: findAll(root, 'InvoiceLine|CreditNoteLine').map((line) => readLine(line, collector)),
    rounding: collector.decimal('rounding', textAt(sums, 'PayableRoundingAmount'), 2),
    charges: collector.decimal('charges', textAt(sums, 'ChargeTotalAmount'), 2),
    faults: collector.faults,
  }
}

/** A second tax total is in the currency that the tax office wants. */
function taxIn(root: XmlNode, currency: string | undefined): XmlNode | undefined {
  return findAll(root, 'TaxTotal').find(
    (total) => (find(total, 'TaxAmount')?.attributes.currencyID ?? currency) === currency,
  )
}

function partyOf(party: XmlNode | undefined): Party {
  const address = find(party, 'PostalAddress')
  const town = [textAt(address, 'PostalZone'), textAt(address, 'CityName')]
  const identifiers = [
    ...findAll(party, 'PartyLegalEntity/CompanyID'),
    ...findAll(party, 'PartyIdentification/ID'),
  ]
  return {
    name: textAt(party, 'PartyLegalEntity/RegistrationName') ?? textAt(party, 'PartyName/Name'),
    address: [
      textAt(address, 'StreetName'),
      textAt(address, 'AdditionalStreetName'),
      textAt(address, 'AddressLine/Line'),
      town.filter((part) => part !== undefined).join(' ') || undefined,
    ],
    vat: textAt(
      findAll(party, 'PartyTaxScheme').find((scheme) => textAt(scheme, 'TaxScheme/ID') === 'VAT'),
      'CompanyID',
    ),
    identifiers: identifiers.map(({ text, attributes }) => ({
      scheme: attributes.schemeID,
      id: text,
    })),
  }
}

function addPayment(collector: ValueCollector, root: XmlNode): void {
  // An account that is no IBAN is none of ours.
  const account = findAll(root, 'PaymentMeans/PayeeFinancialAccount').find((one) =>
    /^[A-Z]{2}\d{2}/.test(textAt(one, 'ID') ?? ''),
  )
  collector.add('fournisseur_iban', textAt(account, 'ID'))
  collector.add('fournisseur_bic', textAt(account, 'FinancialInstitutionBranch/ID'))
  collector.add(
    'date_echeance',
    textAt(root, 'DueDate') ?? textAt(root, 'PaymentMeans/PaymentDueDate'),
  )
  collector.add('conditions_paiement', textAt(root, 'PaymentTerms/Note'))
}

function addSums(collector: ValueCollector, root: XmlNode, tax: XmlNode | undefined): void {
  const sums = find(root, 'LegalMonetaryTotal')
  collector.add('montant_ht', textAt(sums, 'TaxExclusiveAmount'))
  collector.add('montant_tva', textAt(tax, 'TaxAmount'))
  collector.add('montant_ttc', textAt(sums, 'TaxInclusiveAmount'))
  collector.add('net_a_payer', textAt(sums, 'PayableAmount'))
  collector.add('acompte', unlessZero(textAt(sums, 'PrepaidAmount')))
  collector.add('remise', unlessZero(textAt(sums, 'AllowanceTotalAmount')))
  collector.add('frais_port', unlessZero(sumOf(shippingIn(root))))
  for (const rate of findAll(tax, 'TaxSubtotal/TaxCategory/Percent'))
    collector.add('taux_tva', rate.text)
}

function shippingIn(root: XmlNode): string[] {
  return findAll(root, 'AllowanceCharge')
    .filter((one) =>
      isShipping(textAt(one, 'ChargeIndicator'), textAt(one, 'AllowanceChargeReasonCode')),
    )
    .flatMap((charge) => textAt(charge, 'Amount') ?? [])
}

function readLine(line: XmlNode, collector: ValueCollector): ElectronicLine {
  const price = find(line, 'Price')
  return {
    description: textAt(line, 'Item/Name') ?? '',
    quantity: collector.decimal('quantity', textAt(line, 'InvoicedQuantity|CreditedQuantity'), 0),
    unit_price: unitPrice(
      collector.decimal('unit price', textAt(price, 'PriceAmount'), 2),
      textAt(price, 'BaseQuantity'),
    ),
    vat_rate: collector.decimal(
      'line VAT rate',
      textAt(line, 'Item/ClassifiedTaxCategory/Percent'),
      2,
    ),
    amount: collector.decimal('line amount', textAt(line, 'LineExtensionAmount'), 2),
  }
}
