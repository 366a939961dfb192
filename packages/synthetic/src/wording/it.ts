import { parsePhrases } from './phrases.ts'

export const it = parsePhrases(
  `invoice: FATTURA|Fattura|Fattura di vendita|FATTURA ACCOMPAGNATORIA|Fattura di cortesia
creditNote: NOTA DI CREDITO|Nota di credito|Nota di accredito
receipt: RICEVUTA|Scontrino|DOCUMENTO COMMERCIALE|Ricevuta fiscale
number: Fattura n.|Numero fattura|N. fattura|Fattura nr.|Numero|N.|Numero documento|Nr. documento|Fattura numero|N° documento
creditNumber: Nota di credito n.|Numero|N. documento
date: Data|Data fattura|Data documento|del|Data di emissione|Data emissione|Emessa il
dueDate: Scadenza|Data scadenza|Da pagare entro|Scadenza pagamento|Data di scadenza|Pagamento entro il
order: Ordine n.|Numero ordine|Vostro ordine|Vs. ordine|Rif. ordine|Ordine d'acquisto|Ordine|Vs. riferimento
orderDate: Data ordine|Ordine del
deliveryDate: Data di consegna|Data consegna|Consegnato il|Data prestazione
customerNumber: Codice cliente|N. cliente|Cod. cliente|Cliente n.
period: Periodo|Periodo di fatturazione|Periodo fatturato|Competenza
periodStart: Dal|Inizio periodo|Dal giorno|Da
periodEnd: al|Fine periodo|al giorno|A
currency: Valuta|Divisa|Importi in
supplier: Fornitore|Mittente|Emittente|Cedente/prestatore|Cedente
client: Cliente|Destinatario|Spett.le|Intestata a|Fatturare a|Cessionario/committente|Spettabile|Intestatario
delivery: Indirizzo di consegna|Destinazione merce|Luogo di consegna|Destinazione
reference: Codice|Cod.|Articolo|Cod. articolo|Rif.
description: Descrizione|Descrizione beni/servizi|Prestazione|Articolo|Descrizione della merce|Oggetto
quantity: Quantità|Q.tà|Qta|Q.ta|Quant.
unit: U.M.|UM|Unità|Unità misura
unitPrice: Prezzo|Prezzo unitario|Prezzo unit.|P. unitario|Prezzo un.
vatRate: IVA|% IVA|Aliq. IVA|Aliquota|IVA %|%IVA
lineDiscount: Sconto|Sc. %|Sconto %
amount: Importo|Totale|Prezzo totale|Importo netto|Tot. riga|Imponibile
amountGross: Totale ivato|Importo ivato
subtotal: Subtotale|Totale merce|Totale lordo|Somma
discount: Sconto|Abbuono|Sconto merce|Sconto finale|Ribasso
shipping: Spese di trasporto|Spese di spedizione|Trasporto|Spedizione|Spese trasporto|Imballo e trasporto
net: Imponibile|Totale imponibile|Totale netto|Netto|Base imponibile|Totale senza IVA|Totale Imponibile|Imponibile/Importo
vat: IVA|I.V.A.|Imposta|Iva
vatTotal: Totale IVA|Imposta|IVA|Totale imposta|Totale Imposta|Importo IVA|I.V.A.
gross: Totale|Totale fattura|TOTALE FATTURA|Totale documento|TOTALE|Totale con IVA|Importo totale documento|Totale complessivo|Totale EUR
deposit: Acconto|Già pagato|Anticipo|Acconto versato|Pagato
payable: Netto a pagare|Da pagare|NETTO A PAGARE|Saldo|Importo dovuto|Totale da pagare|Totale dovuto
carriedForward: A riportare|Totale a riportare|Segue
broughtForward: Riporto|Totale riportato
base: Imponibile|Base imponibile|Netto
rate: Aliquota|% IVA|Aliq.|Aliquota IVA
paymentTerms: Condizioni di pagamento|Modalità di pagamento|Pagamento|Termini di pagamento
terms: {days} giorni data fattura|Bonifico a {days} giorni|{days} gg fine mese|Rimessa diretta|Pagamento a vista|A {days} giorni|Bonifico bancario {days} gg d.f. f.m.|Contanti alla consegna|Ricevuta bancaria {days} gg|Pagamento alla consegna
paymentMethod: Modalità di pagamento|Metodo di pagamento|Tipo pagamento
method: Bonifico|Bonifico bancario|Contanti|RiBa|Carta di credito|Assegno|MP05 Bonifico
bank: Coordinate bancarie|Banca|Banca d'appoggio|Appoggio bancario|Conto corrente
vatNumber: P. IVA|Partita IVA|P.IVA|Part. IVA|P. IVA / C.F.|Identificativo fiscale ai fini IVA|C.F./P.IVA|Partita I.V.A.
phone: Tel.|Telefono|Tel
fax: Fax
capital: Capitale sociale {amount} i.v.|Cap. soc. {amount}
page: Pagina {page} di {pages}|Pag. {page}/{pages}|Pag. {page}
thanks: Grazie per la fiducia accordataci.|Cordiali saluti|Grazie e arrivederci|Vi ringraziamo per l'ordine.
legal: Contributo CONAI assolto ove dovuto. Foro competente: Milano.|Iscritta al Registro delle Imprese di Milano, REA MI-1234567.|In caso di ritardato pagamento saranno applicati gli interessi di mora ex D.Lgs. 231/2002.|La merce viaggia a rischio del committente.
contact: Referente|Agente|Contatto|Operatore
factor: Credito ceduto a {name}: il pagamento libera il debitore solo se effettuato sul conto|Pagamento a favore del factor {name}
exempt: Operazione senza applicazione dell'IVA, regime forfettario L. 190/2014|Non imponibile art. 41|Inversione contabile
cash: Contanti|CONTANTI|Pagamento contante|Carta
change: Resto|RESTO
cashier: Cassiere|Operatore|Cassa
deliveryNote: DDT n.|Documento di trasporto|DDT
paidStamp: PAGATO|COPIA|QUIETANZATO|DUPLICATO
units: h|pz|kg|gg|mese|m|conf.|l|nr|cad.
name: Denominazione|Ragione sociale|Nome
street: Indirizzo|Via|Sede
postcode: CAP|C.A.P.
city: Comune|Città|Località
country: Nazione|Paese
email: E-mail|Email|PEC
instalments: Scadenze|Rate|Piano dei pagamenti
slip: Tagliando da allegare al pagamento|Cedola di pagamento
pleasePay: Vi preghiamo di versare {amount} entro il {date}|L'importo di {amount} scade il {date}
intro: Di seguito il dettaglio delle prestazioni.|A seguito del Vostro ordine fatturiamo quanto segue:|Come da preventivo P-2031 del 3 febbraio
quote: Preventivo|Contratto n.|Commessa|Codice CIG
total: TOTALE|Totale|TOTALE COMPLESSIVO|TOTALE EURO|Importo pagato`,
  'gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre',
  'Consulenza tecnica|Sviluppo sito web|Manutenzione annuale|Assistenza mensile|Carta A4 80 g|Cartuccia nera|Sedia da ufficio|Cavo di rete 5 m|Manodopera|Impianto elettrico|Noleggio attrezzature|Formazione in sede|Hosting 12 mesi|Licenza software|Pulizia uffici|Progetto grafico|Viti inox 4x40|Pittura bianca 10 L|Caffè in grani 1 kg|Traduzione|Monitor 27 pollici|Tastiera senza fili|Trasferta|Pranzo di lavoro|Olio extravergine 5 L|Piastrelle 30x30|Trasporto merce|USB stick 16GB',
)
