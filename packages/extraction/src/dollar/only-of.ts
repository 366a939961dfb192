/** The one code that is there; undefined for none and for several. */
export function onlyOf(codes: string[]): string | undefined {
  const [code, ...others] = new Set(codes)
  return others.length === 0 ? code : undefined
}
