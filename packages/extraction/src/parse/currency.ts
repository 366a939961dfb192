const dollar = {
  own: String.raw`(?:USD?)?\$|\$USD?`,
  canadian: String.raw`(?:CA[DN]?|CDN|C)\$|\$CA[DN]?`,
  australian: String.raw`(?:AUD?|A)\$`,
  singaporean: String.raw`(?:SGD?|S)\$`,
  ofNewZealand: String.raw`NZD?\$`,
  ofHongKong: String.raw`HKD?\$`,
}
/** "$", alone or with whose it is: "CA$", "AUD$", "$US". */
export const dollarSign = `(?:${Object.values(dollar).join('|')})`

// By code of ISO 4217: other names and signs, any of which may stick to an amount.
const common: Record<string, string> = {
  EUR: '€|euros?',
  USD: dollar.own,
  GBP: '£',
  CHF: '',
  CAD: dollar.canadian,
  AUD: dollar.australian,
  SGD: dollar.singaporean,
  MYR: 'RM',
  INR: '₹',
  JPY: '¥',
  PLN: 'zł',
  CZK: 'Kč',
  SEK: '',
  NOK: '',
  DKK: '',
  MAD: 'DHS?',
}
// Their codes are other words, too ("TRY", "RON"): in capitals alone, and beside money.
const rarerSigns: Record<string, string> = {
  NZD: dollar.ofNewZealand,
  HKD: dollar.ofHongKong,
  TWD: String.raw`NT\$`,
  BRL: String.raw`R\$`,
  MXN: String.raw`MX\$`,
  KRW: '₩',
  THB: '฿',
  VND: '₫',
  TRY: '₺',
  UAH: '₴',
  ILS: '₪',
}
const withoutSign = `CNY IDR LKR PKR BDT HUF RON BGN ISK RSD AED SAR QAR EGP DZD XOF XAF XPF MUR ZAR KES NGN`
const rarer: Record<string, string> = {
  ...rarerSigns,
  ...Object.fromEntries(withoutSign.split(' ').map((code) => [code, ''])),
}
const all = Object.entries({ ...common, ...rarer })
const union = all.flat().filter(Boolean).join('|')

/** What may stick to an amount; not "R16", a tyre, "R3,15", a thermal resistance, and "RS232", a plug. */
export const currencySign = `(?:${union}|R(?=(?:\\d{2,}|\\d{1,3}(?:[ ,]\\d{3})+)\\.\\d\\d(?!\\d))|Rs\\.)`

const names: [RegExp, string][] = [
  // In capitals the first is a company, and the second a country.
  [/^(CHF|chf|[Ss][Ff]r\.?|[Ff]r\.)$/, 'CHF'],
  [/^rs\.?$/i, 'INR'],
  ...all
    .filter(([code]) => code !== 'CHF')
    .map(([code, others]): [RegExp, string] => [
      new RegExp(`^(?:${[code, others].filter(Boolean).join('|')})$`, code in rarer ? 'u' : 'iu'),
      code,
    ]),
]

// Nearly every word of a document is none.
const anyName = new RegExp(String.raw`^(?:${union}|S?Fr\.?|Rs\.?)$`, 'iu')

/** ISO 4217 code of a currency's sign or name; undefined for anything else. */
export function parseCurrency(text: string): string | undefined {
  if (!anyName.test(text)) return undefined
  return names.find(([pattern]) => pattern.test(text))?.[1]
}

/** Whether a name is another word, too, where no money stands beside it. "DH" is a height, "DHS" a department. */
export function isNamedByMoneyAlone(name: string): boolean {
  return Object.hasOwn(rarer, name) || /^dhs?$/i.test(name)
}

// "CAD-2026" and "CAD500" are numbers of something else.
const number = String.raw`[-−–]?\d[\d.,'’\s]*[.,'’\s]\d{2,3}(?!\d)`
const ahead = new RegExp(
  String.raw`^[-−–(+]*(${currencySign})(?:\s?(?=${number})|(?<=[€£₹¥₩฿₫₺₴₪$]|RM)(?=[\d\s-]))`,
  'iu',
)
const behind = new RegExp(
  String.raw`^[-−–($]*${number}[\s|]*(${currencySign})$|((?<=\d\s?)${dollarSign}|[€£$])$`,
  'iu',
)
// "1000CAD": a code alone may stand behind a number without decimals.
const wholeBefore = /^[-−–]?[\d.,' |]*\d\|?([A-Z]{3})$/

/** The code of the currency that sticks to an amount: "CAD850.00", "850,00zł", "€5"; undefined where none does. */
export function currencyOnAmount(text: string): string | undefined {
  const [, before] = ahead.exec(text) ?? []
  const [, after, sign] = behind.exec(text) ?? []
  // "$850.00CAD": behind it is told whose.
  const stuck = (before === '$' ? after : undefined) ?? before ?? after ?? sign
  if (stuck === undefined) {
    const [, code = ''] = wholeBefore.exec(text) ?? []
    return isNamedByMoneyAlone(code) ? undefined : parseCurrency(code)
  }
  return stuck === 'R' ? 'ZAR' : parseCurrency(stuck)
}
