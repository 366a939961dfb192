// Told by their capitals: "pay us $850.00" names no dollar. "CDN" delivers content, too.
const signs: [string, string][] = [
  [String.raw`US ?\$|\$ ?US|US (?:[Ff]unds|FUNDS)|(?<=[.,]\d\d ?)US(?! \p{L})`, 'USD'],
  [
    String.raw`C(?:A|AN|AD)?\$|\$ ?CAN?|Cdn\.?|(?<=[\d$(:] ?)CDN|CDN(?= ?(?:\$|[Ff]unds|FUNDS))`,
    'CAD',
  ],
  [String.raw`AU?\$`, 'AUD'],
  [String.raw`SG?\$`, 'SGD'],
  [String.raw`NZ\$`, 'NZD'],
  [String.raw`HK\$`, 'HKD'],
]
const words: [string, string][] = [
  [
    '(?:USA?|American|United States) dollars?|(?:dollars?|fonds) (?:US|am[eé]ricains?)|(?<=in )US funds|USD',
    'USD',
  ],
  [String.raw`Canadian (?:dollars?|funds|\$)|(?:dollars?|fonds) canadiens?|CAD`, 'CAD'],
  ['Australian dollars?|AUD', 'AUD'],
  ['Singapore dollars?|SGD', 'SGD'],
  ['New Zealand dollars?|NZD', 'NZD'],
  ['Hong Kong dollars?|HKD', 'HKD'],
]
// Neither "AutoCAD", "CAD/CAM" and "3D-CAD" nor the number "CAD-2026-17".
const names = [
  ...signs.map(([name, code]) => ({ name: whole(name, 'gu'), code })),
  ...words.map(([name, code]) => ({ name: whole(name, 'giu'), code })),
]

/** What stands further off, in characters, tells nothing. */
export const reach = 200
// "¤" is what names the dollar.
const price =
  /\$[\d\s.,']*¤|[.,]\d\d ?[|(]?¤(?!\s*\p{L})|¤[)\s]*\$ ?\d|¤[)\s]*-?\d[\d\s,.']*[.,]\d\d(?!\d)/u

/** A dollar as it is named in a text, with what is said before and behind. */
export type NamedDollar = { code: string; name: string; before: string; behind: string }

/** The dollars that a text names: by code, in words, or by a sign that is one country's alone. */
export function dollarsIn(text: string): NamedDollar[] {
  return names.flatMap(({ name, code }) =>
    [...text.matchAll(name)].map(({ 0: named, index }) => ({
      code,
      name: named,
      before: text.slice(Math.max(0, index - reach), index),
      behind: text.slice(index + named.length, index + named.length + reach),
    })),
  )
}

/** Whether money is named, and nothing else: "CAD" is also how one draws, if it does not stand beside a price. */
export function isMoney({ code, name, before, behind }: NamedDollar): boolean {
  if (code === 'USD' || /dollar|funds|fonds/i.test(name)) return true
  return price.test(`${before}${name.replaceAll(/[\p{L}.]+/gu, '¤')}${behind}`)
}

function whole(name: string, flags: string): RegExp {
  return new RegExp(
    String.raw`(?<![\p{L}/]|[\p{L}\d]-)(?:${name})(?!\p{L}|(?<!\$)[\d/]|-[\p{L}\d])`,
    flags,
  )
}
