/** "U.S." and "T.P.S." as "US" and "TPS". */
export function undotted(text: string): string {
  return text.replaceAll(/(?<=(?<!\p{L})\p{L})\./gu, '')
}
