import { expect, test } from 'vitest'
import { EInvoiceError } from './e-invoice-error.ts'
import { readEInvoice } from './read-e-invoice.ts'
import { bytes, cii, ubl } from './testing/documents.ts'

function valuesOf(xml: Uint8Array): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  for (const { label, value } of readEInvoice(xml)?.values ?? []) {
    values[label] = [...(values[label] ?? []), value]
  }
  return values
}

const date = (day: string) => `<udt:DateTimeString format="102">${day}</udt:DateTimeString>`

test('number, dates and references of a Cross Industry Invoice', () => {
  const xml = cii({
    document: `<ram:ID>R-77</ram:ID><ram:IssueDateTime>${date('20260301')}</ram:IssueDateTime>`,
    agreement: `<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>B 9</ram:IssuerAssignedID>
      </ram:BuyerOrderReferencedDocument>`,
    delivery: `<ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>${date('20260227')}
      </ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent>`,
    settlement: `<ram:SpecifiedTradePaymentTerms><ram:Description>30 jours</ram:Description>
      <ram:DueDateDateTime>${date('20260331')}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>`,
  })

  expect(valuesOf(xml)).toEqual({
    numero_facture: ['R-77'],
    date_facture: ['2026-03-01'],
    devise: ['EUR'],
    numero_commande: ['B 9'],
    date_livraison: ['2026-02-27'],
    date_echeance: ['2026-03-31'],
    conditions_paiement: ['30 jours'],
  })
})

test('the parties of a Cross Industry Invoice, with French registers and the account to pay to', () => {
  const xml = cii({
    agreement: `<ram:SellerTradeParty>
        <ram:GlobalID schemeID="0088">4000000000001</ram:GlobalID><ram:Name>Atelier Nord</ram:Name>
        <ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">732829320</ram:ID></ram:SpecifiedLegalOrganization>
        <ram:PostalTradeAddress><ram:PostcodeCode>59000</ram:PostcodeCode><ram:LineOne>1 quai Sud</ram:LineOne>
          <ram:CityName>Lille</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">12/34</ram:ID></ram:SpecifiedTaxRegistration>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR 44 732 829 320</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>Mairie</ram:Name>
        <ram:SpecifiedLegalOrganization><ram:ID schemeID="0009">73282932000074</ram:ID></ram:SpecifiedLegalOrganization>
      </ram:BuyerTradeParty>`,
    settlement: `<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode>
      <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>FR76 3000 6000 0112 3456 7890 189</ram:IBANID>
      </ram:PayeePartyCreditorFinancialAccount>
      <ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>AGRIFRPP</ram:BICID>
      </ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>`,
  })

  expect(valuesOf(xml)).toEqual({
    devise: ['EUR'],
    fournisseur_nom: ['Atelier Nord'],
    fournisseur_adresse: ['1 quai Sud, 59000 Lille'],
    fournisseur_tva: ['FR44732829320'],
    fournisseur_siren: ['732829320'],
    client_nom: ['Mairie'],
    client_siret: ['73282932000074'],
    fournisseur_iban: ['FR7630006000011234567890189'],
    fournisseur_bic: ['AGRIFRPP'],
  })
})

const taxOf = (rate: string, base: string, tax: string) => `<ram:ApplicableTradeTax>
  <ram:CalculatedAmount>${tax}</ram:CalculatedAmount><ram:BasisAmount>${base}</ram:BasisAmount>
  <ram:RateApplicablePercent>${rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>`

test('sums and tax by rate of a Cross Industry Invoice', () => {
  const xml = cii({
    settlement: `${taxOf('20', '100', '20')}${taxOf('5.5', '200.00', '11.00')}
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:AllowanceTotalAmount>0.00</ram:AllowanceTotalAmount>
        <ram:TaxBasisTotalAmount>300.0</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="USD">35.00</ram:TaxTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">31.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>331.00</ram:GrandTotalAmount>
        <ram:TotalPrepaidAmount>31.00</ram:TotalPrepaidAmount>
        <ram:DuePayableAmount>300.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>`,
  })

  expect(valuesOf(xml)).toEqual({
    devise: ['EUR'],
    montant_ht: ['300.00 EUR'],
    montant_tva: ['31.00 EUR'],
    montant_ttc: ['331.00 EUR'],
    net_a_payer: ['300.00 EUR'],
    acompte: ['31.00 EUR'],
    taux_tva: ['20.00', '5.50'],
  })
  expect(readEInvoice(xml)?.vatBreakdown).toEqual([
    { rate: '20.00', base: '100.00', amount: '20.00' },
    { rate: '5.50', base: '200.00', amount: '11.00' },
  ])
})

const lineOf = (name: string, status = '') => `<ram:IncludedSupplyChainTradeLineItem>
  <ram:AssociatedDocumentLineDocument>${status}</ram:AssociatedDocumentLineDocument>
  <ram:SpecifiedTradeProduct><ram:Name>${name}</ram:Name></ram:SpecifiedTradeProduct>
  <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>25.0000</ram:ChargeAmount>
    <ram:BasisQuantity>10</ram:BasisQuantity></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
  <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity>4.0000</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
  <ram:SpecifiedLineTradeSettlement>
    <ram:ApplicableTradeTax><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>10.00</ram:LineTotalAmount>
    </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>`

test('lines of a Cross Industry Invoice, without those that only group others', () => {
  const group = '<ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>'
  const xml = cii({ lines: `${lineOf('Lot 1', group)}${lineOf('Vis')}` })

  expect(readEInvoice(xml)?.lines).toEqual([
    { description: 'Vis', quantity: '4', unit_price: '2.50', vat_rate: '20.00', amount: '10.00' },
  ])
})

test('ZUGFeRD 1 has other names for the same', () => {
  const xml = bytes(`<rsm:CrossIndustryDocument xmlns:rsm="r" xmlns:ram="a" xmlns:udt="u">
    <rsm:HeaderExchangedDocument><ram:ID>7</ram:ID>
      <ram:IssueDateTime>${date('20130806')}</ram:IssueDateTime></rsm:HeaderExchangedDocument>
    <rsm:SpecifiedSupplyChainTradeTransaction>
      <ram:ApplicableSupplyChainTradeAgreement><ram:SellerTradeParty><ram:Name>Nordwerk</ram:Name>
        </ram:SellerTradeParty></ram:ApplicableSupplyChainTradeAgreement>
      <ram:ApplicableSupplyChainTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
        <ram:ApplicableTradeTax><ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementMonetarySummation><ram:GrandTotalAmount currencyID="EUR">119.00
          </ram:GrandTotalAmount></ram:SpecifiedTradeSettlementMonetarySummation>
      </ram:ApplicableSupplyChainTradeSettlement>
    </rsm:SpecifiedSupplyChainTradeTransaction></rsm:CrossIndustryDocument>`)

  expect(valuesOf(xml)).toEqual({
    numero_facture: ['7'],
    date_facture: ['2013-08-06'],
    devise: ['EUR'],
    fournisseur_nom: ['Nordwerk'],
    montant_ttc: ['119.00 EUR'],
    taux_tva: ['19.00'],
  })
})

const ublContent = `<cbc:ID>U1</cbc:ID><cbc:IssueDate>2026-05-02</cbc:IssueDate><cbc:DueDate>2026-06-01</cbc:DueDate>
  <cac:OrderReference><cbc:ID>PO-3</cbc:ID></cac:OrderReference>
  <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Shop</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cbc:StreetName>Kade 4</cbc:StreetName><cbc:CityName>Gent</cbc:CityName>
      <cbc:PostalZone>9000</cbc:PostalZone></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>BE0403170701</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Shop Noord BV</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>BE68539007547034</cbc:ID></cac:PayeeFinancialAccount>
    </cac:PaymentMeans>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount><cac:TaxSubtotal>
    <cbc:TaxableAmount>100.00</cbc:TaxableAmount><cbc:TaxAmount>21.00</cbc:TaxAmount>
    <cac:TaxCategory><cbc:Percent>21</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount>121.00</cbc:TaxInclusiveAmount><cbc:PrepaidAmount>0</cbc:PrepaidAmount>
    <cbc:PayableAmount>121.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:InvoicedQuantity>2</cbc:InvoicedQuantity><cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Stoel</cbc:Name><cac:ClassifiedTaxCategory><cbc:Percent>21</cbc:Percent>
      </cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price><cbc:PriceAmount>50</cbc:PriceAmount></cac:Price></cac:InvoiceLine>`

test('a UBL invoice', () => {
  const xml = ubl('Invoice', ublContent)

  expect(valuesOf(xml)).toEqual({
    numero_facture: ['U1'],
    date_facture: ['2026-05-02'],
    date_echeance: ['2026-06-01'],
    devise: ['EUR'],
    numero_commande: ['PO-3'],
    fournisseur_nom: ['Shop Noord BV'],
    fournisseur_adresse: ['Kade 4, 9000 Gent'],
    fournisseur_tva: ['BE0403170701'],
    fournisseur_iban: ['BE68539007547034'],
    montant_ht: ['100.00 EUR'],
    montant_tva: ['21.00 EUR'],
    montant_ttc: ['121.00 EUR'],
    net_a_payer: ['121.00 EUR'],
    taux_tva: ['21.00'],
  })
  expect(readEInvoice(xml)).toMatchObject({
    syntax: 'ubl',
    kind: 'invoice',
    vatBreakdown: [{ rate: '21.00', base: '100.00', amount: '21.00' }],
    lines: [
      {
        description: 'Stoel',
        quantity: '2',
        unit_price: '50.00',
        vat_rate: '21.00',
        amount: '100.00',
      },
    ],
  })
})

test('rounding, charges and shipping of a UBL invoice', () => {
  const charge = (code: string, amount: string, isCharge = 'true') => `<cac:AllowanceCharge>
    <cbc:ChargeIndicator>${isCharge}</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReasonCode>${code}</cbc:AllowanceChargeReasonCode>
    <cbc:Amount>${amount}</cbc:Amount></cac:AllowanceCharge>`
  const xml = ubl(
    'Invoice',
    `${charge('PC', '2.00')}${charge('FC', '5.00')}${charge('DL', '1.5', '1')}${charge('FC', '9', '0')}
      <cac:LegalMonetaryTotal><cbc:ChargeTotalAmount>8.50</cbc:ChargeTotalAmount>
      <cbc:PayableRoundingAmount>-0.04</cbc:PayableRoundingAmount></cac:LegalMonetaryTotal>`,
  )

  expect(readEInvoice(xml)).toMatchObject({ rounding: '-0.04', charges: '8.50' })
  expect(valuesOf(xml)).toEqual({ devise: ['EUR'], frais_port: ['6.50 EUR'] })
})

const chargeOf = (
  code: string,
  amount: string,
  isCharge = 'true',
) => `<ram:SpecifiedTradeAllowanceCharge>
  <ram:ChargeIndicator><udt:Indicator>${isCharge}</udt:Indicator></ram:ChargeIndicator>
  <ram:ActualAmount>${amount}</ram:ActualAmount><ram:ReasonCode>${code}</ram:ReasonCode>
  </ram:SpecifiedTradeAllowanceCharge>`

const logistics = `<ram:SpecifiedLogisticsServiceCharge><ram:AppliedAmount>2.00</ram:AppliedAmount>
  </ram:SpecifiedLogisticsServiceCharge>`

test.each([
  ['charges with a code', chargeOf('FC', '5.00') + chargeOf('DL', '1.5', '1'), ['6.50 EUR']],
  ['an element of its own and a code', logistics + chargeOf('FC', '5.00'), ['7.00 EUR']],
  ['neither', chargeOf('PC', '5.00') + chargeOf('FC', '9.00', 'false'), undefined],
])('shipping of a Cross Industry Invoice, by %s', (_, settlement, shipping) => {
  expect(valuesOf(cii({ settlement })).frais_port).toEqual(shipping)
})

test('of several charges for shipping, one that is no number is a fault', () => {
  const invoice = readEInvoice(cii({ settlement: logistics + chargeOf('FC', '5,00') }))

  expect(invoice?.faults).toEqual(['frais_port: "5,00" is no decimal number'])
  expect(invoice?.values.map(({ label }) => label)).not.toContain('frais_port')
})

test('several payment terms of a Cross Industry Invoice, of which not the first has the due date', () => {
  const xml = cii({
    settlement: `<ram:SpecifiedTradePaymentTerms><ram:Description>2 % sous 8 jours</ram:Description>
      </ram:SpecifiedTradePaymentTerms><ram:SpecifiedTradePaymentTerms><ram:Description>30 jours</ram:Description>
      <ram:DueDateDateTime>${date('20260331')}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>`,
  })

  expect(valuesOf(xml)).toEqual({
    devise: ['EUR'],
    date_echeance: ['2026-03-31'],
    conditions_paiement: ['2 % sous 8 jours / 30 jours'],
  })
})

test('rounding and charges of a Cross Industry Invoice', () => {
  const xml = cii({
    settlement: `<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
      <ram:ChargeTotalAmount>7.00</ram:ChargeTotalAmount><ram:RoundingAmount>0.40</ram:RoundingAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>`,
  })

  expect(readEInvoice(xml)).toMatchObject({ rounding: '0.40', charges: '7.00' })
})

test.each([
  ['a UBL credit note', ubl('CreditNote', '<cbc:ID>C1</cbc:ID>'), 'credit_note'],
  ['type 381', cii({ document: '<ram:TypeCode>381</ram:TypeCode>' }), 'credit_note'],
  [
    'type 384, a corrected invoice',
    cii({ document: '<ram:TypeCode>384</ram:TypeCode>' }),
    'invoice',
  ],
])('%s is of the kind %3$s', (_, xml, kind) => {
  expect(readEInvoice(xml)?.kind).toBe(kind)
})

test.each([
  ['an amount with a comma', '<ram:GrandTotalAmount>1200,50</ram:GrandTotalAmount>', 'montant_ttc'],
  ['an amount in words', '<ram:GrandTotalAmount>hundred</ram:GrandTotalAmount>', 'montant_ttc'],
])('%s is a fault and no value', (_, sum, label) => {
  const invoice = readEInvoice(
    cii({
      settlement: `<ram:SpecifiedTradeSettlementHeaderMonetarySummation>${sum}
        </ram:SpecifiedTradeSettlementHeaderMonetarySummation>`,
    }),
  )

  expect(invoice?.faults).toEqual([expect.stringContaining(label)])
  expect(invoice?.values.map((value) => value.label)).not.toContain(label)
})

test('a day that no calendar has is a fault', () => {
  const invoice = readEInvoice(
    cii({ document: `<ram:IssueDateTime>${date('20260231')}</ram:IssueDateTime>` }),
  )

  expect(invoice?.faults).toEqual(['date_facture: "20260231" is no date'])
})

test('an order is no invoice', () => {
  expect(readEInvoice(bytes('<SCRDMCCBDACIOMessageStructure/>'))).toBeUndefined()
})

test('XML that breaks off is refused', () => {
  const whole = cii({})

  expect(() => readEInvoice(whole.subarray(0, whole.length - 30))).toThrow(EInvoiceError)
})
