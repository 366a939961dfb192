import { parsePhrases } from './phrases.ts'

export const de = parsePhrases(
  `invoice: RECHNUNG|Rechnung|Rechnung|Schlussrechnung|Teilrechnung|Abrechnung
creditNote: GUTSCHRIFT|Gutschrift|Rechnungskorrektur|Stornorechnung|Korrekturrechnung
receipt: QUITTUNG|Kassenbon|Rechnung|Beleg|BON
number: Rechnungsnummer|Rechnungs-Nr.|Rechnung Nr.|Rechnungsnr.|Rg.-Nr.|Nummer|Belegnummer|Rechnung|Rechn.-Nr.|Beleg-Nr.|RE-Nr.|Nr.
creditNumber: Gutschrift Nr.|Gutschriftsnummer|Belegnummer|Nummer
date: Datum|Rechnungsdatum|Ausstellungsdatum|Belegdatum|Datum der Rechnung|vom|Rg.-Datum|Ausgestellt am
dueDate: Fällig am|Fälligkeit|Zahlbar bis|Fälligkeitsdatum|Zahlungsziel|Zu zahlen bis|Zahlung bis|fällig zum
order: Bestellnummer|Ihre Bestellung|Auftragsnummer|Bestell-Nr.|Auftrag Nr.|Ihr Zeichen|Ihre Bestellnummer|Auftrags-Nr.|Bestellung|Referenz
orderDate: Bestelldatum|Auftragsdatum|Bestellt am
deliveryDate: Lieferdatum|Leistungsdatum|Liefertermin|Geliefert am|Leistungszeitpunkt|Datum der Lieferung|Lieferung am
customerNumber: Kundennummer|Kunden-Nr.|Kd.-Nr.|Ihre Kundennummer|Debitor|Kundennr.
period: Leistungszeitraum|Abrechnungszeitraum|Zeitraum|Rechnungszeitraum
periodStart: vom|Von|Zeitraum von|Beginn
periodEnd: bis|bis zum|Bis|Ende
currency: Währung|Beträge in|Rechnungswährung|Alle Beträge in
supplier: Rechnungssteller|Lieferant|Verkäufer|Absender|Von
client: Rechnungsempfänger|Kunde|Rechnung an|Rechnungsadresse|An|Käufer|Firma|Rechnungsanschrift
delivery: Lieferadresse|Lieferanschrift|Warenempfänger|Lieferung an|Abweichende Lieferanschrift
reference: Art.-Nr.|Artikelnr.|Artikel|Pos.|Nr.|Artikelnummer|ArtNr.
description: Bezeichnung|Beschreibung|Leistung|Artikel|Artikelbezeichnung|Produkt|Leistungsbeschreibung|Text
quantity: Menge|Anzahl|Stück|Mng.|Stk.
unit: Einheit|ME|Einh.|E
unitPrice: Einzelpreis|E-Preis|Preis|EP|Einzelpreis €|Stückpreis|Preis/Einheit|Einzel
vatRate: MwSt.|USt.|MwSt. %|USt. %|Steuer|MwSt|USt-Satz
lineDiscount: Rabatt|Rab. %|Rabatt %
amount: Gesamtpreis|Betrag|Gesamt|Summe|G-Preis|Gesamt netto|Nettobetrag|Netto|GP
amountGross: Brutto|Gesamt brutto
subtotal: Zwischensumme|Summe Positionen|Warenwert|Gesamtbetrag Positionen|Summe
discount: Rabatt|Nachlass|Sondernachlass|Abzug|Gesamtrabatt
shipping: Versandkosten|Versand|Fracht|Porto und Verpackung|Lieferkosten|Transportkosten|Versandkostenpauschale
net: Nettobetrag|Summe netto|Netto|Gesamt netto|Rechnungssumme netto|Gesamtbetrag netto|Zwischensumme (netto)|Nettosumme|Rechnungsbetrag netto|Steuerbasisbetrag|Summe ohne USt.
vat: MwSt.|USt.|Umsatzsteuer|zzgl. MwSt.|zzgl. USt.|Mehrwertsteuer|zuzüglich|Umsatzsteuer
vatTotal: MwSt.-Betrag|Umsatzsteuer|Steuerbetrag|Mehrwertsteuer|Summe USt.|MwSt. gesamt|MwSt.
gross: Gesamtbetrag|Rechnungsbetrag|Bruttobetrag|Gesamt brutto|Endbetrag|Gesamtsumme|Brutto|Rechnungssumme brutto|Bruttosumme|Summe|Rechnungsbetrag brutto|Endsumme
deposit: Anzahlung|Bereits gezahlt|Abschlagszahlung|abzgl. Anzahlung|Geleistete Zahlungen|Gezahlt|Vorauszahlung
payable: Zahlbetrag|Zu zahlen|Restbetrag|Offener Betrag|Zu zahlender Betrag|Fälliger Betrag|Noch zu zahlen|Zahlungsbetrag
carriedForward: Übertrag|Zwischensumme Seite|Übertrag auf Folgeseite
broughtForward: Übertrag|Übertrag von Vorseite
base: Netto|Basis|Nettobetrag|Bemessungsgrundlage
rate: Satz|MwSt. %|Steuersatz|USt. %
paymentTerms: Zahlungsbedingungen|Zahlungsziel|Zahlung|Konditionen|Zahlbar
terms: Zahlbar innerhalb von {days} Tagen netto|{days} Tage netto|Zahlbar sofort ohne Abzug|{days} Tage ohne Abzug|Zahlbar innerhalb {days} Tagen|innerhalb von {days} Tagen nach Rechnungserhalt|{days} Tage netto, 3% Skonto innerhalb 10 Tagen|Sofort fällig|Zahlung binnen {days} Tagen
paymentMethod: Zahlungsart|Zahlweise|Bezahlt mit
method: Überweisung|Lastschrift|Bar|Kreditkarte|EC-Karte|PayPal|Rechnung
bank: Bankverbindung|Bank|Unsere Bankverbindung|Kontoverbindung|Konto
vatNumber: USt-IdNr.|USt-ID|Umsatzsteuer-ID|UID|USt-Id-Nr.|Ust.-ID|UStID|USt.-IdNr.
phone: Tel.|Telefon|Fon|Tel
fax: Fax|Telefax
capital: Stammkapital {amount}|Grundkapital {amount}
page: Seite {page} von {pages}|Seite {page}/{pages}|Seite {page}|- {page} -
thanks: Vielen Dank für Ihren Auftrag!|Wir bedanken uns für die gute Zusammenarbeit.|Mit freundlichen Grüßen|Vielen Dank für Ihren Einkauf
legal: Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. Gerichtsstand ist der Sitz des Lieferanten.|Bitte geben Sie bei Zahlung die Rechnungsnummer an. Das Leistungsdatum entspricht dem Rechnungsdatum.|Amtsgericht Charlottenburg HRB 114417 B. Geschäftsführer: Dr. Karl Brandt. Steuernummer 201/113/40209.|Bei Zahlungsverzug berechnen wir Zinsen in Höhe von 9 Prozentpunkten über dem Basiszinssatz.
contact: Ansprechpartner|Bearbeiter|Sachbearbeiter|Ihr Ansprechpartner
factor: Die Forderung ist an {name} abgetreten; Zahlungen mit schuldbefreiender Wirkung nur auf das Konto|Zahlung bitte an unsere Factoringgesellschaft {name}
exempt: Gemäß § 19 UStG wird keine Umsatzsteuer berechnet|Steuerfreie innergemeinschaftliche Lieferung|Steuerschuldnerschaft des Leistungsempfängers
cash: BAR|Bar|EC-Karte|Gegeben|Kartenzahlung
change: Rückgeld|Zurück|Wechselgeld
cashier: Bediener|Kasse|Es bediente Sie
deliveryNote: Lieferschein|Lieferschein-Nr.|LS-Nr.
paidStamp: BEZAHLT|KOPIE|GEBUCHT|EINGEGANGEN|DUPLIKAT
units: Std.|Stk.|kg|Tag|Psch.|m|Monat|Paar|l|Stück
name: Name|Firma|Firmenname|Unternehmen
street: Straße|Anschrift|Adresse
postcode: PLZ|Postleitzahl
city: Ort|Stadt
country: Land
email: E-Mail|Email|Mail
instalments: Zahlungsplan|Ratenzahlung|Raten
slip: Bitte bei Zahlung abtrennen|Zahlschein|Überweisungsträger
pleasePay: Bitte überweisen Sie {amount} bis zum {date}|Wir bitten um Zahlung von {amount} bis {date}|Der Betrag von {amount} ist fällig am {date}
intro: Sehr geehrte Damen und Herren, für unsere Leistungen berechnen wir Ihnen wie folgt:|Wir danken für Ihren Auftrag und stellen Ihnen in Rechnung:|Unsere Lieferungen und Leistungen gemäß Angebot A-2031 vom 03.02.|Wie vereinbart erlauben wir uns zu berechnen:
quote: Angebot Nr.|Vertragsnummer|Projekt|Projektnr.|Vorgang
total: SUMME|Summe|GESAMT|Zu zahlen|Total EUR|Gesamtbetrag`,
  'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember',
  'Beratungsleistung|Webseiten-Entwicklung|Wartung Server, jährlich|Monatlicher Support|Druckerpapier A4 80 g|Tonerkartusche schwarz|Bürostuhl ergonomisch|Netzwerkkabel Cat. 6, 5 m|Arbeitsstunden Monteur|Lieferung und Montage|Miete Baugerüst|Schulung vor Ort|Webhosting 12 Monate|Softwarelizenz|Reinigung der Büroräume|Trennblätter A4|Joghurt Banane|Edelstahlschrauben 4x40|Wandfarbe weiß 10 L|Kaffeebohnen 1 kg|Übersetzung Deutsch-Englisch|Bildschirm 27 Zoll|Funktastatur|Anfahrt|Fahrtkosten|Sicherungsautomat|Gestaltung Logo|Mittagsmenü|Fenstergriff|Kupferrohr 15 mm',
)
