import { parsePhrases } from './phrases.ts'

export const nl = parsePhrases(
  `invoice: FACTUUR|Factuur|Verkoopfactuur|Rekening
creditNote: CREDITNOTA|Creditnota|Creditfactuur|CREDITFACTUUR
receipt: KASSABON|Bon|Kwitantie|Kassabon
number: Factuurnummer|Factuurnr.|Factuur nr.|Nummer|Factuur|Factuurnr|Fact. nr.|Documentnummer
creditNumber: Creditnota nr.|Nummer creditnota|Creditnummer
date: Datum|Factuurdatum|Datum factuur|Opgemaakt op|Uitgiftedatum
dueDate: Vervaldatum|Vervaldag|Te betalen vóór|Uiterste betaaldatum|Betalen voor|Te voldoen voor
order: Bestelnummer|Ordernummer|Uw bestelling|Inkooporder|Uw referentie|Order nr.|Uw ordernummer|PO-nummer
orderDate: Besteldatum|Orderdatum|Besteld op
deliveryDate: Leverdatum|Leveringsdatum|Geleverd op|Datum levering|Prestatiedatum
customerNumber: Klantnummer|Debiteurnummer|Klantnr.|Uw klantnummer|Debiteurnr.
period: Periode|Factuurperiode|Gefactureerde periode
periodStart: Van|Begin periode|Vanaf
periodEnd: tot en met|t/m|tot|Einde periode
currency: Valuta|Munt|Bedragen in
supplier: Leverancier|Van|Verkoper|Afzender
client: Klant|Factuur aan|Factuuradres|Aan|Koper|Gefactureerd aan|T.a.v.
delivery: Afleveradres|Leveradres|Geleverd aan|Bezorgadres
reference: Artikel|Art.nr.|Code|Ref.|Artikelnr.
description: Omschrijving|Beschrijving|Product|Dienst|Artikelomschrijving
quantity: Aantal|Hoeveelheid|Aant.|Qty
unit: Eenheid|Eenh.|Per
unitPrice: Prijs|Stukprijs|Prijs per stuk|Eenheidsprijs|Tarief|Prijs excl.
vatRate: Btw|BTW %|Btw-tarief|% btw|BTW
lineDiscount: Korting|Korting %|Krt. %
amount: Bedrag|Totaal|Totaal excl. btw|Netto bedrag|Totaalprijs|Subtotaal
amountGross: Totaal incl. btw|Bruto
subtotal: Subtotaal|Totaal artikelen|Som|Goederenbedrag
discount: Korting|Betalingskorting|Handelskorting|Rabat
shipping: Verzendkosten|Vrachtkosten|Bezorgkosten|Transportkosten|Porto
net: Totaal excl. btw|Subtotaal|Netto bedrag|Totaal exclusief btw|Maatstaf van heffing|Totaal netto|Bedrag excl. BTW|Totaalbedrag excl. btw
vat: Btw|BTW|B.T.W.|Omzetbelasting
vatTotal: Totaal btw|BTW|Btw-bedrag|BTW bedrag|Btw totaal
gross: Totaal|Totaal incl. btw|Totaalbedrag|Factuurbedrag|Te betalen|TOTAAL|Totaal inclusief btw|Eindtotaal|Bedrag incl. BTW
deposit: Aanbetaling|Reeds betaald|Voorschot|Betaald|Reeds voldaan
payable: Te betalen|Openstaand bedrag|Nog te betalen|Te voldoen|Restbedrag|Saldo
carriedForward: Transport|Over te dragen|Subtotaal pagina
broughtForward: Transport vorige pagina|Overgedragen|Transport
base: Grondslag|Netto|Excl. btw|Maatstaf
rate: Tarief|Btw %|% btw|BTW %
paymentTerms: Betalingsvoorwaarden|Betalingstermijn|Betaling|Betaalconditie|Betalingsconditie
terms: {days} dagen netto|Betaling binnen {days} dagen|{days} dagen na factuurdatum|Contant|Gelieve te betalen binnen {days} dagen|Direct opeisbaar|Binnen {days} dagen|{days} dagen einde maand|Betaling bij ontvangst
paymentMethod: Betaalwijze|Betaalmethode|Betaald met
method: Overschrijving|Bankoverschrijving|Contant|iDEAL|Automatische incasso|Pin|Creditcard
bank: Bankgegevens|Bank|Bankrekening|Rekeningnummer|Rekening
vatNumber: Btw-nummer|BTW-nr.|Btw nr.|BTW nummer|Btw-id|BTW|Btw-identificatienummer|BTW-nr
phone: Tel.|Telefoon|T|Tel
fax: Fax|F
capital: Maatschappelijk kapitaal {amount}
page: Pagina {page} van {pages}|Pagina {page}/{pages}|Blad {page}
thanks: Bedankt voor uw bestelling.|Met vriendelijke groet|Hartelijk dank voor uw aankoop|Tot ziens!
legal: Op al onze leveringen zijn onze algemene voorwaarden van toepassing, gedeponeerd bij de Kamer van Koophandel onder nr. 12345678.|Wij verzoeken u het bedrag over te maken onder vermelding van het factuurnummer.|Bij niet tijdige betaling zijn wij genoodzaakt rente in rekening te brengen.|KvK 34271158 Amsterdam. De goederen blijven ons eigendom tot volledige betaling.
contact: Contactpersoon|Behandeld door|Verkoper
factor: Deze vordering is overgedragen aan {name}; betaling uitsluitend op de rekening|Betaling aan onze factormaatschappij {name}
exempt: Vrijgesteld van btw|Btw verlegd|Kleineondernemersregeling
cash: Contant|PIN|Betaald|Pinbetaling
change: Wisselgeld|Terug|Retour
cashier: Kassier|U bent geholpen door|Kassa
deliveryNote: Pakbon|Leverbon|Pakbonnr.
paidStamp: BETAALD|KOPIE|VOLDAAN|DUPLICAAT
units: uur|st|kg|dag|mnd|m|doos|l|stuks|set
name: Naam|Bedrijfsnaam|Onderneming
street: Adres|Straat
postcode: Postcode
city: Plaats|Woonplaats
country: Land
email: E-mail|Email
instalments: Betaalschema|Termijnen
slip: Gelieve deze strook bij uw betaling te voegen|Betaalstrook
pleasePay: Wij verzoeken u {amount} te betalen vóór {date}|Het bedrag van {amount} dient op {date} voldaan te zijn
intro: Hierbij brengen wij u de volgende diensten in rekening.|Naar aanleiding van uw bestelling factureren wij:|Volgens offerte O-2031 van 3 februari
quote: Offerte nr.|Contractnummer|Project|Dossier
total: TOTAAL|Totaal|Te betalen|TOTAAL EUR|Totaalbedrag`,
  'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december',
  'Advieswerkzaamheden|Ontwikkeling website|Jaarlijks onderhoud|Maandelijkse ondersteuning|Papier A4 80 g|Toner zwart|Bureaustoel|Netwerkkabel 5 m|Arbeidsloon|Levering en montage|Huur materieel|Training op locatie|Webhosting 12 maanden|Softwarelicentie|Schoonmaak kantoor|Ontwerp logo|RVS schroeven 4x40|Muurverf wit 10 L|Koffiebonen 1 kg|Vertaling|Beeldscherm 27 inch|Draadloos toetsenbord|Reiskosten|Voorrijkosten|Lunch|Tegels 30x30|Transport',
)
