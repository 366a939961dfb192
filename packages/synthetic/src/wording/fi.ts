import { parsePhrases } from './phrases.ts'

/**
 * A language that neither wordings nor data sets know: only drawn where it is asked for, to measure what is learned from
 * corrections.
 */
export const fi = parsePhrases(
  `invoice: LASKU|Lasku
creditNote: HYVITYSLASKU|Hyvityslasku
receipt: KUITTI|Kuitti
number: Laskun numero|Laskunumero|Laskunro|Lasku nro|Laskun nro
creditNumber: Hyvityslaskun numero|Hyvityslasku nro
date: Laskun päivämäärä|Laskupäivä|Päiväys|Laskun päiväys|Pvm
dueDate: Eräpäivä|Laskun eräpäivä|Maksettava viimeistään|Erääntyy
order: Tilausnumero|Tilausnro|Tilauksen numero|Ostotilaus|Tilauksenne
orderDate: Tilauspäivä|Tilattu
deliveryDate: Toimituspäivä|Toimitettu|Toimituspvm
customerNumber: Asiakasnumero|Asiakasnro|Asiakkaan numero
period: Laskutuskausi|Ajanjakso|Laskutusjakso
periodStart: Alkaen|Alku
periodEnd: saakka|asti
currency: Valuutta|Rahayksikkö
supplier: Myyjä|Laskuttaja|Lähettäjä
client: Asiakas|Ostaja|Laskutusosoite|Maksaja|Vastaanottaja
delivery: Toimitusosoite|Toimituspaikka
reference: Tuotekoodi|Tuotenro|Nimike|Koodi
description: Kuvaus|Tuote|Selite|Tuotteen nimi
quantity: Määrä|Kpl|Lkm
unit: Yksikkö|Yks.
unitPrice: Yksikköhinta|à-hinta|Hinta
vatRate: Vero %|Verokanta|Vero-%
lineDiscount: Alennus %|Ale-%
amount: Rivin summa|Summa|Veroton hinta|Hinta yhteensä
amountGross: Verollinen hinta|Rivi verollinen
subtotal: Välisumma
discount: Alennus|Käteisalennus
shipping: Toimituskulut|Rahti|Postikulut
net: Veroton summa|Yhteensä veroton|Veroton yhteensä|Summa ilman veroa
vat: Arvonlisävero|Vero
vatTotal: Arvonlisävero yhteensä|Veron osuus|Verot yhteensä|Arvonlisävero
gross: Loppusumma|Verollinen summa|Laskun loppusumma|Yhteensä verollinen
deposit: Ennakkomaksu|Maksettu ennakkoon
payable: Maksettava|Maksettavaa|Avoinna oleva summa
carriedForward: Siirto seuraavalle sivulle
broughtForward: Siirto edelliseltä sivulta
base: Veron peruste|Veroton
rate: Verokanta|Vero %
paymentTerms: Maksuehto|Maksuehdot
terms: {days} pv netto|{days} päivää netto|{days} pv
paymentMethod: Maksutapa
method: Tilisiirto|Korttimaksu
bank: Pankkiyhteys|Tilinumero|Pankkitili
vatNumber: Y-tunnus|Verotunniste
phone: Puh.|Puhelin
fax: Faksi
capital: Osakepääoma {amount}
page: Sivu {page}/{pages}
thanks: Kiitos tilauksestanne|Kiitämme yhteistyöstä
legal: Viivästyskorko korkolain mukaan.|Huomautukset 8 päivän kuluessa.
contact: Yhteyshenkilö|Myyjämme
factor: Saatava on siirretty: {name}
exempt: Veroton myynti
cash: Käteinen
change: Vaihtoraha
cashier: Kassa
deliveryNote: Lähete|Lähetteen nro
paidStamp: MAKSETTU|KOPIO
units: kpl|h|kg|pv|kk|m|ltk
name: Nimi|Yritys
street: Katuosoite|Osoite
postcode: Postinumero
city: Postitoimipaikka|Kaupunki
country: Maa
email: Sähköposti
instalments: Maksuerät
slip: Irrota tästä
pleasePay: Pyydämme maksamaan {amount} viimeistään {date}
intro: Laskutamme seuraavasti:|Toimitetut tuotteet ja palvelut:
quote: Tarjous|Sopimus
total: YHTEENSÄ|Kaikki yhteensä`,
  'tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu',
  'Konsultointi|Verkkosivujen ylläpito|Toimistotuoli|Kopiopaperi A4|Mustekasetti|Asennustyö|Koneen vuokra|Koulutus|Siivouspalvelu|Ruuvit 4x40|Maali valkoinen 10 l|Kahvi 1 kg|Käännöstyö|Näyttö 27 tuumaa|Näppäimistö|Kuljetus|Lounas|Laatta 30x30|Ohjelmistolisenssi|Huolto',
)
