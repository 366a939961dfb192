import { normalise } from '../parse/text.ts'
import type { ColumnKind } from './head-wordings.ts'

type Meaning =
  | 'price'
  | 'amount'
  | 'gross'
  | 'quantity'
  | 'tax'
  | 'discount'
  | 'description'
  | 'code'
  | 'unit'
  | 'filler'

// Beginnings of the words of heads, in fr, en, de, es, it and nl; a word in "=…" is whole.
const stems: Record<Meaning, string> = {
  price: `prix px price preis prezzo precio prijs tarif tarief cost einzel stuckpreis eenheidsprijs stukprijs =pu =ep =epreis
    =pht =puht =uprice =rate =satz =unitprice unitario unitprijs`,
  amount: `total montant =mt =mnt amount betrag gesamt summe importe importo bedrag wert =sum value valeur valore extended
    =subtotal =gp`,
  gross: '=ttc incl brutto bruto gross ivato =ivati inkl =conv =tvac',
  quantity: `qt qty quant menge =mng anzahl =anz cantidad =cant aantal =aant =stuck =stk hours heures stunden =hrs =uds unidades units
    =nb nombre =nbre hoeveelheid =pcs`,
  tax: 'tva vat tax mwst ust =iva btw gst steuer aliq taux =tx imposta',
  discount:
    'remise =rem rabais rabatt =rab disc =dto descuento =desc sconto =sc korting =krt nachlass reduc',
  description: `descr design libelle intitule prestation bezeichnung beschreibung leistung omschrijving concepto detail product
    produit produkt producto prodotto`,
  code: 'ref =code codigo codice =cod =sku =artnr =gtin =ean',
  unit: 'unit =u =ud einheit =einh =me eenheid =un unidad',
  filler: `=ht =htva hors =net =nets =netto excl =excl exkl =eur euro =usd =gbp =chf linea ligne line riga zeile regel =per =each =en =in =de
    =of =by =the =pro =je =por =al =h =t =a =before =after =avant =par`,
}

const words = Object.entries(stems).flatMap(([meaning, list]) =>
  list.split(/\s+/).map((stem) => ({
    // The keys of a literal are typed as strings only.
    meaning: meaning as Meaning,
    isWhole: stem.startsWith('='),
    stem: stem.replace('=', ''),
  })),
)

/**
 * What a column holds whose head is made of known words in an unknown order or abbreviation: "Px unitaire", "Mt HT",
 * "Amount incl.", "Krt. %". Undefined where a word is unknown, or where they speak of more than one thing.
 */
export function kindOfStems(text: string): ColumnKind | undefined {
  const meanings = new Set<Meaning>()
  for (const word of wordsOf(text)) {
    const meaning = meaningOf(word)
    if (!meaning) return undefined
    meanings.add(meaning)
  }
  meanings.delete('filler')
  return kindOf(meanings)
}

function wordsOf(text: string): string[] {
  // "P.U.", "Q.tà", "T.V.A." are one word each.
  return normalise(text)
    .replaceAll(/[^a-z\s/]/g, '')
    .split(/[\s/]+/)
    .filter((word) => word !== '')
}

function meaningOf(word: string): Meaning | undefined {
  return words.find(({ stem, isWhole }) => (isWhole ? word === stem : word.startsWith(stem)))
    ?.meaning
}

// What a head with exactly these words is; the first whose words are all there, with some of `also`.
const heads: { needs: Meaning; also: Meaning[]; is: ColumnKind }[] = [
  { needs: 'gross', also: ['amount', 'price', 'tax'], is: 'gross' },
  { needs: 'price', also: ['unit'], is: 'unit_price' },
  { needs: 'quantity', also: ['unit'], is: 'quantity' },
  { needs: 'discount', also: [], is: 'discount' },
  { needs: 'tax', also: ['amount'], is: 'tax' },
  { needs: 'amount', also: [], is: 'amount' },
  { needs: 'description', also: ['code'], is: 'description' },
  { needs: 'code', also: [], is: 'code' },
  { needs: 'unit', also: [], is: 'unit' },
]

function kindOf(meanings: Set<Meaning>): ColumnKind | undefined {
  const head = heads.find(({ needs }) => meanings.has(needs))
  if (!head) return undefined
  const isMore = [...meanings].some(
    (meaning) => meaning !== head.needs && !head.also.includes(meaning),
  )
  return isMore ? undefined : head.is
}
