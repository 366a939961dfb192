import { parsePhrases } from './phrases.ts'

export const en = parsePhrases(
  `invoice: INVOICE|Invoice|Tax Invoice|TAX INVOICE|VAT Invoice|Sales Invoice|Commercial Invoice|Bill
creditNote: CREDIT NOTE|Credit Note|Credit memo|Credit Invoice
receipt: RECEIPT|TAX INVOICE|Tax Invoice|SIMPLIFIED TAX INVOICE|CASH BILL|Sales Receipt|CASH RECEIPT
number: Invoice No.|Invoice number|Invoice #|Invoice no|Invoice Number|No.|Invoice|Document No|Number|Inv No|INVOICE NO|Bill No.|Reference No.|Invoice ID|Doc No.
creditNumber: Credit note no.|Credit Note Number|Credit memo #|Number
date: Date|Invoice date|Issue date|Date of issue|Invoice Date|Dated|Bill date|Date issued|Issued on|Document date|Invoiced
dueDate: Due date|Payment due|Due|Date due|Due Date|Pay by|Payment due date|Please pay by|Payable by|Due by
order: PO number|P.O. No.|Purchase order|Order number|Your order|Order No.|PO #|Your reference|Customer PO|Order ref.|P.O. Number|Buyer reference
orderDate: Order date|Date of order|Ordered
deliveryDate: Delivery date|Date of supply|Shipped|Ship date|Delivered on|Supply date|Date of delivery|Service date
customerNumber: Customer no.|Account no.|Customer ID|Client ID|Customer number|Account|Customer Number|Account Number
period: Billing period|Period|Service period|Period covered|For the period|Invoicing period
periodStart: From|Period start|Period from|Start date|Start
periodEnd: to|Period end|To|until|End date|End
currency: Currency|Invoice currency|All amounts in|Cur.
supplier: From|Seller|Supplier|Issued by|Billed by|Vendor|Sold by|Remit to
client: Bill to|Invoice to|Customer|Sold to|To|Billed to|Buyer|Client|BILL TO|Billing address|Invoiced to|Attn
delivery: Ship to|Deliver to|Delivery address|Shipping address|SHIP TO|Delivered to
reference: Item|Code|SKU|Ref.|Item no.|Part No.|Item code|#
description: Description|Item|Product|Details|Service|Item description|Particulars|Description of goods|Product / Service|Activity
quantity: Qty|Quantity|Units|QTY|Hours|Qty.
unit: Unit|UoM|U/M|Per
unitPrice: Unit price|Price|Rate|Unit cost|Unit Price|U.Price|Price each|Net price|Cost
vatRate: VAT|VAT %|Tax|Tax rate|VAT rate|Tax %|GST
lineDiscount: Discount|Disc. %|Disc|Discount %
amount: Amount|Total|Line total|Net amount|Total (excl. VAT)|Ext. price|Net|Line Total|Amount (net)
amountGross: Total incl. VAT|Gross|Amount incl.
subtotal: Subtotal|Sub-total|Sub total|Goods total|Items total|Line total|Sum of lines
discount: Discount|Trade discount|Less discount|Allowance|Rebate|Special discount
shipping: Shipping|Delivery|Postage & packing|Freight|Carriage|Shipping & handling|Shipping cost|P&P|Delivery charge
net: Net total|Total excl. VAT|Subtotal|Net amount|Total net|Total before tax|Taxable amount|Total (excl. VAT)|Total ex VAT|Net|Amount excl. tax|Total Net Amount|Tax base
vat: VAT|Tax|VAT @|Sales tax|Value added tax|GST|VAT at|Tax at
vatTotal: VAT total|Total VAT|VAT|Total tax|Tax|VAT amount|Tax amount|Sales tax|GST
gross: Total|Total incl. VAT|Grand total|Invoice total|Gross total|Total amount|TOTAL|Total (incl. VAT)|Total Due|GRAND TOTAL|Gross amount|Total including VAT
deposit: Deposit|Amount paid|Paid|Prepaid|Less deposit|Payments received|Advance payment|Paid to date|Prepaid amount|Payment received
payable: Amount due|Balance due|Total due|Outstanding|BALANCE DUE|Amount payable|Please pay|To pay|Open amount|Balance
carriedForward: Carried forward|Carried over|Subtotal carried forward|C/F
broughtForward: Brought forward|Balance brought forward|B/F
base: Net|Taxable|Base|Goods|Base amount|Taxable amount
rate: Rate|VAT rate|%|Tax|Tax code
paymentTerms: Payment terms|Terms|Terms of payment|Payment|Conditions
terms: Net {days}|{days} days net|Payment within {days} days|Due on receipt|Payable within {days} days|{days} days from invoice date|Net {days} days|Payment due within {days} days of invoice|{days} days end of month|Cash on delivery|Payable upon receipt
paymentMethod: Payment method|Paid by|Method of payment
method: Bank transfer|Credit card|Cheque|Direct debit|Cash|Wire transfer|PayPal|BACS
bank: Bank details|Bank account|Payment details|Bank|Wire instructions|Payment information|Please remit to
vatNumber: VAT No.|VAT number|VAT Reg No|VAT ID|VAT registration number|Tax ID|VAT Reg. No.|VAT|Tax ID(s)|VAT no
phone: Tel|Phone|Tel.|T|Telephone
fax: Fax|F|Fax no.
capital: Registered capital {amount}|Share capital {amount}
page: Page {page} of {pages}|Page {page}/{pages}|{page} / {pages}|Page {page}
thanks: Thank you for your business!|Thank you for your order.|Kind regards|THANK YOU, PLEASE COME AGAIN|Goods sold are not returnable. Thank you.
legal: Late payments are subject to interest at 8 % above the base rate under the Late Payment of Commercial Debts Act 1998.|Goods remain our property until paid for in full. Claims must be made within 8 days of delivery.|Please quote the invoice number with your payment. Registered in England and Wales.|A charge of 1.5% a month applies to overdue accounts. No. 4471 of the trade register.|E. & O. E.
contact: Contact|Sales rep|Account manager|Your contact|Salesperson
factor: This invoice has been assigned to {name}; payment is discharged only when made to their account|Pay to the order of our factor {name}
exempt: VAT exempt supply|Reverse charge: customer to account for VAT|Zero-rated export
cash: CASH|Cash|VISA|Tendered|Card|MASTERCARD
change: CHANGE|Change|Change due
cashier: Cashier|Served by|Server|Counter|Till
deliveryNote: Delivery note|Despatch no.|DO No.
paidStamp: PAID|COPY|RECEIVED|DUPLICATE|POSTED
units: h|pcs|ea|day|kg|box|month|hr|set|unit
name: Name|Company|Company name|Legal name
street: Address|Street|Street address
postcode: Postcode|ZIP|Postal code|Zip code
city: City|Town
country: Country
email: Email|E-mail|Mail
instalments: Payment schedule|Instalments|Payment plan
slip: Please detach and return with your payment|Remittance advice|Remittance slip
pleasePay: Please pay {amount} by {date}|The amount of {amount} is due on {date}|Please remit {amount} no later than {date}
intro: Please find below the details of our services.|Thank you for your order. We invoice the following items:|Re: works carried out in accordance with our quotation Q-2031 of 3 February|Dear Sir or Madam, we hereby charge you for the following deliveries.
quote: Quote no.|Contract no.|Job no.|Project|Estimate #
total: TOTAL|Total|Total Amount|GRAND TOTAL|Total Sales (Inclusive of GST)|NET TOTAL|Total Incl. GST|Total Rounded|Amount Due|TOTAL AMT|Nett Total`,
  'January|February|March|April|May|June|July|August|September|October|November|December',
  'Consulting services|Website design|Monthly support|Office chair, ergonomic|A4 paper 80 gsm, 500 sheets|Black toner cartridge|Server maintenance|Software licence, annual|Network cable Cat6 5 m|Labour|Training on site|Equipment hire|Delivery and installation|Hosting, 12 months|Cleaning of premises|Logo design|Stainless screws 4x40 (200)|White paint 10 L|Replacement circuit breaker|Coffee beans 1 kg|Translation services|27" monitor|Wireless keyboard|Lunch set|HEINEKEN (5 BTL)|Nasi Lemak|Milk 1L|Mineral water 1.5L|Marker pen|Walking boots|Desk lamp|Project management',
)
