/** The price of one, from the price of `basis` pieces (BT-146, BT-149); undefined when that is no plain number. */
export function unitPrice(
  price: string | undefined,
  basis: string | undefined,
): string | undefined {
  const pieces = basis === undefined ? 1 : Number(basis)
  if (price === undefined || pieces === 1) return price
  if (!(pieces > 0)) return undefined
  // Six decimals, as prices of small parts need them.
  const one = (Number(price) / pieces).toFixed(6).replace(/0{1,4}$/, '')
  return one
}
