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
const rarer: Record<string, string> = {
  ...{ NZD: dollar.ofNewZealand, HKD: dollar.ofHongKong, TWD: String.raw`NT\$`, CNY: '' },
  ...{ KRW: '₩', THB: '฿', VND: '₫', IDR: '', LKR: '', PKR: '', BDT: '' },
  ...{ TRY: '₺', UAH: '₴', HUF: '', RON: '', BGN: '', ISK: '', RSD: '' },
  ...{ ILS: '₪', AED: '', SAR: '', QAR: '', EGP: '', DZD: '' },
  ...{ BRL: String.raw`R\$`, MXN: String.raw`MX\$` },
  ...{ XOF: '', XAF: '', XPF: '', MUR: '', ZAR: '', KES: '', NGN: '' },
}
const all = Object.entries({ ...common, ...rarer })
const union = all.flatMap(([code, others]) => [code, ...(others ? [others] : [])]).join('|')

/** What may stick to an amount; not "R16", a tyre, and "RS232", a plug. */
export const currencySign = `(?:${union}|R(?=\\d[\\d ,]*[.,]\\d\\d(?!\\d))|Rs\\.)`

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

/** Whether a word names a currency only beside money: the code of a rarer one. */
export function isNamedByMoneyAlone(text: string): boolean {
  return text in rarer
}

// "CAD-2026" and "CAD500" are numbers of something else.
const number = String.raw`[-−–]?\d[\d.,'’\s]*[.,'’\s]\d{2,3}(?!\d)`
const ahead = new RegExp(
  String.raw`^[-−–(+]*(${currencySign})(?:\s?(?=${number})|(?<=[€£₹¥₩฿₫₺₴₪$]|RM)(?=[\d\s-]))`,
  'iu',
)
const behind = new RegExp(String.raw`^[-−–($]*${number}[\s|]*(${currencySign})$|([€£$])$`, 'iu')

/** The code of the currency that sticks to an amount: "CAD850.00", "850,00zł", "€5"; undefined where none does. */
export function currencyOnAmount(text: string): string | undefined {
  const [, before] = ahead.exec(text) ?? []
  const [, after, sign] = behind.exec(text) ?? []
  // "$850.00CAD": behind it is told whose.
  const stuck = (before === '$' ? after : undefined) ?? before ?? after ?? sign
  if (stuck === undefined) return undefined
  return stuck === 'R' ? 'ZAR' : parseCurrency(stuck)
}
