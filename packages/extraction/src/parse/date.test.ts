import { expect, test } from 'vitest'
import { guessDateOrder, parseDate } from './date.ts'

test.each([
  ['fr', '3 mars 2024'],
  ['fr', '1er mars 2024', '2024-03-01'],
  ['it', '1° marzo 2024', '2024-03-01'],
  ['it', '3ottobre 2024', '2024-10-03'],
  ['es', '1º de marzo de 2024', '2024-03-01'],
  ['es', '1.º de marzo de 2024', '2024-03-01'],
  ['en', 'March 3, 2024'],
  ['en', '3rd of March 2024'],
  ['en', '3-Mar-2024'],
  ['de', '3. März 2024'],
  ['de', '03. Mrz. 2024'],
  ['es', '3 de marzo de 2024'],
  ['it', '3 marzo 2024'],
  ['nl', '3 maart 2024'],
])('the month has its name in %s: %s', (_language, text, iso = '2024-03-03') => {
  expect(parseDate(text)?.iso).toBe(iso)
})

test.each([
  ['fr', 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'],
  ['en', 'January February March April May June July August September October November December'],
  ['de', 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'],
  [
    'es',
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  ],
  [
    'it',
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  ],
  ['nl', 'januari februari maart april mei juni juli augustus september oktober november december'],
])('every month of the year is known in %s', (_language, names) => {
  const dates = names.split(' ').map((name) => parseDate(`15 ${name} 2024`)?.iso)

  expect(dates).toEqual([
    '2024-01-15',
    '2024-02-15',
    '2024-03-15',
    '2024-04-15',
    '2024-05-15',
    '2024-06-15',
    '2024-07-15',
    '2024-08-15',
    '2024-09-15',
    '2024-10-15',
    '2024-11-15',
    '2024-12-15',
  ])
})

test.each(['15/01/2024', '15-01-2024', '15.01.2024', '2024-01-15', '2024/01/15', '20240115'])(
  '%s is the fifteenth of January',
  (text) => {
    expect(parseDate(text)?.iso).toBe('2024-01-15')
  },
)

test.each(['15/01/24', '15.1.24', '15 janv. 24'])('the year of %s is of this century', (text) => {
  expect(parseDate(text)?.iso).toBe('2024-01-15')
})

test('3/4/2024 is in April where days come first, in March where months do', () => {
  const dates = [parseDate('3/4/2024', 'day-first'), parseDate('3/4/2024', 'month-first')]

  expect(dates.map((date) => date?.iso)).toEqual(['2024-04-03', '2024-03-04'])
})

test('a day above 12 tells its order, whatever that of the document', () => {
  const dates = [parseDate('25/12/2024', 'month-first'), parseDate('12/25/2024', 'day-first')]

  expect(dates.map((date) => date?.iso)).toEqual(['2024-12-25', '2024-12-25'])
})

test('a date says whether its day and month could be exchanged', () => {
  const dates = ['3/4/2024', '4/4/2024', '25/4/2024', '2024-04-03', '3 avril 2024'].map(
    (text) => parseDate(text)?.isAmbiguous,
  )

  expect(dates).toEqual([true, false, false, false, false])
})

test.each([
  '31/02/2024',
  '30/02/2024',
  '29/02/2023',
  '31/04/2024',
  '32/01/2024',
  '00/01/2024',
  '13/13/2024',
  '2024-02-30',
  '20240230',
  '15/01/1850',
  '31 novembre 2024',
])('%s is no day of the calendar', (text) => {
  expect(parseDate(text)).toBeUndefined()
})

test.each([
  'lundi 15 janvier 2024',
  'Mo. 15. Januar 2024',
  'Monday, 15 January 2024',
  'Le 15 janvier 2024',
  'den 15. Januar 2024',
])('a weekday or an article may stand before a date: %s', (text) => {
  expect(parseDate(text)?.iso).toBe('2024-01-15')
})

test.each(['commande 15 janvier 2024', 'facture 15 janvier 2024', 'scadenza 15 gennaio 2024'])(
  'what a date is called is no part of it: %s',
  (text) => {
    expect(parseDate(text)).toBeUndefined()
  },
)

test('the 29th of February exists in leap years', () => {
  expect(parseDate('29/02/2024')?.iso).toBe('2024-02-29')
})

test.each(['', 'mars', '15/01', '12,50', '01 42 68 53 00', '15 lilas 2024', '192.168.1.1'])(
  '%j is no date',
  (text) => {
    expect(parseDate(text)).toBeUndefined()
  },
)

test('one unambiguous date gives its order to the others of a document', () => {
  const orders = [
    guessDateOrder(['03/04/2024', '25/04/2024']),
    guessDateOrder(['03/04/2024', '04/25/2024']),
  ]

  expect(orders).toEqual(['day-first', 'month-first'])
})

test('ambiguous dates alone tell no order', () => {
  expect(guessDateOrder(['03/04/2024', '2024-04-25'])).toBeUndefined()
})

test.each(['0-25-25', '11-17-53', '11.17.53'])('%s is no date that tells an order', (text) => {
  expect(guessDateOrder([text, '03/04/2026'], { language: 'en' })).toBeUndefined()
})

test.each([
  ['25-03-26', '04-05-26', 'day-first'],
  ['03-25-26', '04-05-26', 'month-first'],
  ['12-31-25', '01-05-26', 'month-first'],
  ['11-17-53', '03-04-26', undefined],
  ['20-10-10', '03/04/2026', undefined],
  ['11-17-53', '11-17-53', undefined],
])('dates with dashes tell an order if they are of the same time: %s, %s', (one, other, order) => {
  expect(guessDateOrder([one, other], { language: 'en' })).toBe(order)
})

test('a year of two digits tells that months come first in English alone', () => {
  const inLanguage = (language: string) => guessDateOrder(['03/04/26', '04/25/26'], { language })

  expect(inLanguage('en')).toBe('month-first')
  expect(inLanguage('fr')).toBeUndefined()
})

test('years of four digits tell the order, whatever is confirmed, and years of two only without that', () => {
  const short = ['04/25/26', '04/26/26']

  expect(guessDateOrder([...short, '30/05/2026'], { language: 'en' })).toBe('day-first')
  expect(guessDateOrder(short, { language: 'en', confirmed: 'day-first' })).toBe('day-first')
  expect(guessDateOrder(['30/05/2026'], { confirmed: 'month-first' })).toBe('day-first')
})
