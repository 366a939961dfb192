/** Whether a text is an ISO date that a calendar has: JavaScript takes 31 February for 3 March. */
export function isDay(text: string): boolean {
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}
