// "D-10115" has its country before it, "NW-3324" is an article.
const country =
  '(?<![\\p{L}\\d][-.])\\b(?:(?:A|AT|B|BE|CH|D|DE|DK|E|ES|F|FR|I|IT|L|LU|N|NL|NO|P|PT|S|SE)[- ])?'
const postal = [
  new RegExp(`${country}\\d{5}(?:-\\d{4})?,? +\\p{L}{2}`, 'iu'),
  /\b\d{4} ?[A-Z]{2},? +\p{L}{2}/u,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/,
  new RegExp(`${country}\\d{4} +\\p{L}{3}`, 'iu'),
  /\b[A-Z]{2},? +\d{5}(?:-\d{4})?\b/,
  /\p{L}{3},? +\d{5}(?:\b|,)/u,
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/,
  /\b[A-Z]\d{2} [A-Z0-9]{4}\b/,
  /\b\d{4}-\d{3},? +\p{L}{3}|\p{L}{3},? +\d{4}-\d{3}\b/u,
]
const street =
  /\b(rue|avenue|av\.?|bd|boulevard|place|allee|chemin|route|impasse|quai|cours|square|street|st\.?|road|rd\.?|lane|drive|way|court|suite|floor|block|jalan|jln|jl|lorong|taman|no\.?|lot|via|viale|piazza|corso|calle|c\/|avda|plaza|paseo|str\.?|p\.?o\.? box|bp|zi|za|zac|rua|avenida|postfach|postbus|apartado|casella postale|pol\. ind|strada|largo)\b|stra(ss|ß)e\b|\w(str\.|weg|platz|allee|gasse|ring|straat|laan|plein|kade|gracht|dreef|ufer|damm|singel)\b/i
// A part of a place that needs no number.
const building =
  /\b(building|batiment|bâtiment|center|centre|mall|plaza|tower|house|park|residence|résidence|etage|étage|edificio|palazzo|gebäude|haus|zone|industrial|business|parc|esc|apt|unit|[0-9]\. ?(og|stock|etage))\b/i

/** Whether a line holds a postcode and a town, in the order of its country. */
export function hasPostcode(text: string): boolean {
  return postal.some((pattern) => pattern.test(text))
}

/** Whether a line names a street and a number in it. */
export function isStreet(text: string): boolean {
  return street.test(text) && /\d/.test(text)
}

/** Whether a line begins like an address: a street, a building, a number. */
export function speaksOfPlace(text: string): boolean {
  return street.test(text) || building.test(text) || /\d/.test(text)
}

/** Whether a line names a street, with its number or without. */
export function namesStreet(text: string): boolean {
  return street.test(text)
}
