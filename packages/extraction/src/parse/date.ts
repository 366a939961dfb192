import { DateTime } from 'luxon'
import { normalise } from './text.ts'

/** Which of the first two numbers of a date is the day. One document uses one. */
export type DateOrder = 'day-first' | 'month-first'

const monthNames = [
  'january janvier januar janner enero gennaio januari jan janv ene gen',
  'february fevrier februar febrero febbraio februari feb fev fevr',
  'march mars marz maerz marzo maart mar mrz mrt',
  'april avril abril aprile apr avr abr',
  'may mai mayo maggio mei mag',
  'june juin juni junio giugno jun giu',
  'july juillet juli julio luglio jul juil lug',
  'august aout agosto augustus aug ago aou',
  'september septembre septiembre settembre sep sept set',
  'october octobre oktober octubre ottobre oct okt ott',
  'november novembre noviembre nov',
  'december decembre dezember diciembre dicembre dec dez dic',
]
const months = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
)

/** Years that a document of today can speak of. */
const plausibleYears = { from: 1990, to: 2099 }

export type ParsedDate = {
  /** ISO 8601. */
  iso: string
  /** Whether day and month could be exchanged. */
  isAmbiguous: boolean
}

const separated = /^(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})$/
const weekdays = [
  'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim',
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun',
  'montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so',
  'lunes|martes|miercoles|jueves|viernes|sabado|domingo|mie|jue|vie|sab|dom',
  'lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|gio',
  'maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|wo|vr|za|zo',
].join('|')
const articles = 'le|du|au|the|on|of|der|den|am|vom|el|del|il|dal|op|van'
const dayAndName = new RegExp(
  `^(?:(?:${weekdays}|${articles})\\.?,? )?` +
    String.raw`(\d{1,2})(?:er|st|nd|rd|th|\.?(?:°|o(?![a-z]))|\.)?[\s\-/.]*(?:de |of )?([a-z]{3,10})\.?,?[\s\-/.']*(?:de |del )?(\d{4}|\d{2})$`,
)
const nameAndDay = /^([a-z]{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})$/

/** A printed date: "03/03/24", "3 mars 2024", "March 3, 2024", "2024-03-03", "20240303". Undefined for no day of the calendar. */
export function parseDate(text: string, order: DateOrder = 'day-first'): ParsedDate | undefined {
  const plain = normalise(text)
  const compact = /^(20\d{2})(\d{2})(\d{2})$/.exec(plain)
  if (compact) return toDate(compact[1], compact[2], compact[3])
  const numbers = separated.exec(plain)
  if (numbers) return fromNumbers(numbers, order)
  const named = dayAndName.exec(plain)
  if (named) return toDate(named[3], months.get(named[2] ?? ''), named[1])
  const american = nameAndDay.exec(plain)
  if (american) return toDate(american[3], months.get(american[1] ?? ''), american[2])
  return undefined
}

function fromNumbers([, a = '', b = '', c = '']: string[], order: DateOrder) {
  // Some print year, day, month.
  if (a.length === 4) return toDate(a, b, c) ?? toDate(a, c, b)
  if (a.length > 2) return undefined
  const [first, second] = [Number(a), Number(b)]
  if (first > 12) return toDate(c, b, a)
  if (second > 12) return toDate(c, a, b)
  const date = order === 'day-first' ? toDate(c, b, a) : toDate(c, a, b)
  return date && { ...date, isAmbiguous: first !== second }
}

type Part = string | number | undefined

function toDate(yearText: Part, month: Part, day: Part): ParsedDate | undefined {
  const short = Number(yearText ?? Number.NaN)
  const year = short < 100 ? 2000 + short : short
  if (month === undefined || day === undefined) return undefined
  if (year < plausibleYears.from || year > plausibleYears.to) return undefined
  const date = DateTime.fromObject(
    { year, month: Number(month), day: Number(day) },
    { zone: 'utc' },
  )
  return date.isValid ? { iso: date.toISODate(), isAmbiguous: false } : undefined
}

/** What is known of a document besides its words. */
type Known = { language?: string; confirmed?: DateOrder | undefined }

/**
 * The order that the unambiguous dates of a document show: those with four digits of the year, then what a person confirmed of
 * its supplier, then the others. Undefined when none tells.
 */
export function guessDateOrder(
  texts: string[],
  { language, confirmed }: Known = {},
): DateOrder | undefined {
  const told = orderShown(texts, /\d{4}$/) ?? confirmed
  if (told) return told
  // "12.17.26" may be a time, "6/20/30" a fertiliser.
  const shown = orderShown(texts, areOfOneTime(texts) ? /[-/]\s*\d{2}$/ : /\/\s*\d{2}$/)
  return shown === 'month-first' && language !== 'en' ? undefined : shown
}

/** Whether several texts may be dates, all of the same time: "20-10-10" for a fertiliser and "11-17-53" for a bank hardly are. */
function areOfOneTime(texts: string[]): boolean {
  const dates = new Set(texts.filter((text) => !/\.\s*\d{2}$/.test(text) && separated.test(text)))
  const years = [...dates]
    .flatMap((text) => parseDate(text)?.iso ?? [])
    .map((iso) => Number(iso.slice(0, 4)))
  return years.length > 1 && Math.max(...years) - Math.min(...years) <= 1
}

function orderShown(texts: string[], year: RegExp): DateOrder | undefined {
  let dayFirst = 0
  let monthFirst = 0
  for (const text of texts.map((each) => each.trim())) {
    const [, a = '', b = ''] = separated.exec(text) ?? []
    if (a.length > 2 || !year.test(text)) continue
    if (Number(a) > 12 && Number(a) <= 31 && Number(b) <= 12) dayFirst++
    if (Number(b) > 12 && Number(b) <= 31 && Number(a) <= 12) monthFirst++
  }
  if (dayFirst === monthFirst) return undefined
  return dayFirst > monthFirst ? 'day-first' : 'month-first'
}
