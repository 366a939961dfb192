import type { Random } from './random.ts'

export type Country =
  | 'FR'
  | 'BE'
  | 'CH'
  | 'LU'
  | 'DE'
  | 'AT'
  | 'NL'
  | 'IT'
  | 'ES'
  | 'GB'
  | 'IE'
  | 'US'
  | 'MY'
export type Language = 'fr' | 'en' | 'de' | 'es' | 'it' | 'nl'

export type Address = {
  street: string
  extra: string | undefined
  postcode: string
  city: string
  country: Country
}

type List = readonly [string, ...string[]]
type Places = {
  streets: List
  cities: List
  postcode: string
  surnames: List
  firstNames: List
  forms: List
}

const french: Places = {
  streets: [
    'rue de la République',
    'avenue Jean Jaurès',
    'boulevard Voltaire',
    'rue des Lilas',
    'chemin du Moulin',
    'place de la Mairie',
    'rue Victor Hugo',
    'allée des Tilleuls',
    'impasse du Château',
    'rue du Faubourg Saint-Antoine',
    'quai de la Fosse',
    'route de Lyon',
    'ZA des Peupliers',
    'cours Gambetta',
    'rue Pasteur',
    'avenue des Champs',
  ],
  cities: [
    'Paris',
    'LYON',
    'Marseille',
    'TOULOUSE',
    'Nantes',
    'Strasbourg',
    'Lille Cedex',
    'Bordeaux',
    'RENNES',
    'Saint-Étienne',
    'Grenoble',
    'DIJON',
    'Aix-en-Provence',
    'Villeneuve-d’Ascq',
    'Le Havre',
    'Tours',
  ],
  postcode: '#####',
  forms: ['SARL', 'SAS', 'SA', 'SASU', 'EURL', '& Fils', 'S.A.R.L.', '& Associés', ''],
  surnames: [
    'Martin',
    'Bernard',
    'Dubois',
    'Moreau',
    'Lefèvre',
    'Roux',
    'Fontaine',
    'Chevalier',
    'Garnier',
    'Faure',
    'Mercier',
    'Blanchard',
    'Rousseau',
    'Perrin',
    'Marchand',
    'Lemoine',
  ],
  firstNames: [
    'Claire',
    'Julien',
    'Sophie',
    'Pierre',
    'Hélène',
    'Antoine',
    'Camille',
    'Luc',
    'Marie',
  ],
}
const german: Places = {
  streets: [
    'Hauptstraße',
    'Bahnhofstr.',
    'Gartenweg',
    'Lindenallee',
    'Am Markt',
    'Schillerstraße',
    'Industriestr.',
    'Goethestraße',
    'Kirchgasse',
    'Ringstraße',
    'Mühlenweg',
    'Bergstr.',
    'Friedrichstraße',
    'An der Alten Post',
  ],
  cities: [
    'Berlin',
    'Hamburg',
    'München',
    'Köln',
    'Frankfurt am Main',
    'Stuttgart',
    'Düsseldorf',
    'Leipzig',
    'Dortmund',
    'Nürnberg',
    'Bremen',
    'Münster',
    'Freiburg',
    'Kassel',
  ],
  postcode: '#####',
  forms: ['GmbH', 'AG', 'GmbH & Co. KG', 'e.K.', 'UG (haftungsbeschränkt)', 'KG', 'OHG', 'mbH', ''],
  surnames: [
    'Müller',
    'Schmidt',
    'Schneider',
    'Weber',
    'Wagner',
    'Becker',
    'Hoffmann',
    'Koch',
    'Richter',
    'Klein',
    'Schröder',
    'Neumann',
    'Krüger',
    'Vogel',
    'Huber',
  ],
  firstNames: ['Anna', 'Thomas', 'Sabine', 'Michael', 'Petra', 'Stefan', 'Julia', 'Hans', 'Ute'],
}
const british: Places = {
  streets: [
    'High Street',
    'Station Road',
    'Church Lane',
    'Victoria Road',
    'Park Avenue',
    'Mill Lane',
    'Queen Street',
    'The Green',
    'Kings Road',
    'Springfield Way',
    'Albert Square',
    'London Road',
    'Business Park',
  ],
  cities: [
    'London',
    'Manchester',
    'BRISTOL',
    'Leeds',
    'Birmingham',
    'Glasgow',
    'Sheffield',
    'Oxford',
    'Cambridge',
    'Cardiff',
    'York',
    'Norwich',
  ],
  postcode: '@@# #@@',
  forms: ['Ltd', 'Limited', 'PLC', 'LLP', '& Sons', 'Ltd.', '& Co', ''],
  surnames: [
    'Smith',
    'Jones',
    'Taylor',
    'Brown',
    'Evans',
    'Walker',
    'Wright',
    'Thompson',
    'Clarke',
    'Harrison',
    'Cooper',
    'Ward',
    'Bennett',
    'Fletcher',
  ],
  firstNames: ['James', 'Emily', 'Oliver', 'Sarah', 'William', 'Kate', 'George', 'Laura'],
}
const american: Places = {
  ...british,
  streets: [
    'Main St',
    'Oak Avenue',
    'Maple Drive',
    'Washington Blvd',
    '5th Avenue',
    'Sunset Blvd.',
    'Lake Shore Dr',
    'Elm Street',
    'Market St',
    'Innovation Way',
    'Pine Road',
  ],
  cities: [
    'New York, NY',
    'Austin, TX',
    'San Francisco, CA',
    'Chicago, IL',
    'Seattle, WA',
    'Boston, MA',
    'Denver, CO',
    'Miami, FL',
    'Portland, OR',
    'Columbus, OH',
  ],
  postcode: '#####',
  forms: ['Inc.', 'LLC', 'Corp.', 'Inc', 'Co.', 'Group, LLC', ''],
}
const malaysian: Places = {
  streets: [
    'Jalan Permas',
    'JALAN SS 21/60',
    'Jalan Bukit Bintang',
    'LORONG MAAROF',
    'Jalan Tun Razak',
    'JALAN SAGU 18',
    'Jalan Kebun Teh',
    'Persiaran Surian',
    'JLN TAMAN MELATI',
  ],
  cities: [
    'KUALA LUMPUR',
    'PETALING JAYA',
    'JOHOR BAHRU',
    'SHAH ALAM',
    'Subang Jaya',
    'Klang',
    'Penang',
    'KAJANG',
  ],
  postcode: '#####',
  forms: ['SDN BHD', 'SDN. BHD.', 'ENTERPRISE', 'TRADING', '(M) SDN BHD', ''],
  surnames: [
    'TAN',
    'Lim',
    'WONG',
    'Aik Huat',
    'SOON LEE',
    'Kedai Papan',
    'Ming Hin',
    'Syarikat Perniagaan',
    'Gin Kee',
    'Restoran Wan',
    'Unihakka',
    'Popular Book',
  ],
  firstNames: ['Ali', 'Siti', 'Mei', 'Kumar'],
}
const spanish: Places = {
  streets: [
    'Calle Mayor',
    'Avda. de la Constitución',
    'Paseo de Gracia',
    'C/ Alcalá',
    'Plaza de España',
    'Ronda de Toledo',
    'Calle del Sol',
    'Avenida del Puerto',
    'Pol. Ind. Las Rosas',
  ],
  cities: [
    'Madrid',
    'BARCELONA',
    'Valencia',
    'Sevilla',
    'Zaragoza',
    'Málaga',
    'Bilbao',
    'Murcia',
    'Alicante',
    'Gijón',
  ],
  postcode: '#####',
  forms: ['S.L.', 'S.A.', 'SL', 'S.L.U.', 'y Cía.', 'e Hijos', ''],
  surnames: [
    'García',
    'Fernández',
    'López',
    'Martínez',
    'Sánchez',
    'Romero',
    'Navarro',
    'Torres',
    'Ibáñez',
    'Muñoz',
    'Ortega',
  ],
  firstNames: ['Lucía', 'Javier', 'Carmen', 'Pablo', 'Elena', 'Miguel'],
}
const italian: Places = {
  streets: [
    'Via Roma',
    'Corso Vittorio Emanuele',
    'Via Garibaldi',
    'Piazza del Duomo',
    'Viale Europa',
    'Via dei Mille',
    'Largo Augusto',
    'Via Giuseppe Verdi',
    'Strada Statale',
  ],
  cities: [
    'Milano (MI)',
    'Roma',
    'Torino TO',
    'Bologna (BO)',
    'Firenze',
    'Napoli',
    'Verona (VR)',
    'Padova',
    'Genova GE',
    'Bergamo',
  ],
  postcode: '#####',
  forms: ['S.r.l.', 'S.p.A.', 'Srl', 'SNC', 's.a.s.', '& Figli', ''],
  surnames: [
    'Rossi',
    'Ferrari',
    'Bianchi',
    'Romano',
    'Colombo',
    'Ricci',
    'Marino',
    'Greco',
    'Conti',
    'Esposito',
    'Gallo',
  ],
  firstNames: ['Giulia', 'Marco', 'Francesca', 'Luca', 'Chiara', 'Paolo'],
}
const dutch: Places = {
  streets: [
    'Dorpsstraat',
    'Kerkstraat',
    'Herengracht',
    'Stationsweg',
    'Molenlaan',
    'Industrieweg',
    'Prins Hendrikkade',
    'Beukenlaan',
    'Marktplein',
    'Oude Delft',
  ],
  cities: [
    'Amsterdam',
    'Rotterdam',
    'Utrecht',
    'EINDHOVEN',
    'Groningen',
    "'s-Hertogenbosch",
    'Den Haag',
    'Zwolle',
    'Breda',
  ],
  postcode: '#### @@',
  forms: ['B.V.', 'BV', 'N.V.', 'V.O.F.', '& Zonen', 'Holding B.V.', ''],
  surnames: [
    'de Jong',
    'Jansen',
    'de Vries',
    'van den Berg',
    'Bakker',
    'Visser',
    'Smit',
    'Mulder',
    'Bos',
    'Hendriks',
  ],
  firstNames: ['Sanne', 'Daan', 'Lotte', 'Bram', 'Femke', 'Jeroen'],
}

const places: Record<Country, Places> = {
  FR: french,
  DE: german,
  GB: british,
  US: american,
  MY: malaysian,
  ES: spanish,
  IT: italian,
  NL: dutch,
  BE: {
    ...french,
    postcode: '####',
    cities: ['Bruxelles', 'Liège', 'Namur', 'Gent', 'Antwerpen', 'Charleroi', 'Leuven'],
    forms: ['SRL', 'SPRL', 'BV', 'SA', 'NV', ''],
  },
  CH: {
    ...german,
    postcode: '####',
    cities: ['Zürich', 'Genève', 'Basel', 'Lausanne', 'Bern', 'Luzern', 'Winterthur'],
    forms: ['AG', 'SA', 'GmbH', 'Sàrl'],
  },
  LU: {
    ...french,
    postcode: 'L-####',
    cities: ['Luxembourg', 'Esch-sur-Alzette', 'Differdange'],
    forms: ['S.à r.l.', 'S.A.'],
  },
  AT: { ...german, postcode: '####', cities: ['Wien', 'Graz', 'Linz', 'Salzburg', 'Innsbruck'] },
  IE: {
    ...british,
    postcode: 'D0# @###',
    cities: ['Dublin 2', 'Cork', 'Galway', 'Limerick'],
    forms: ['Ltd', 'DAC', 'Limited'],
  },
}

/** Countries whose invoices are written in a language, the usual one several times. */
export const homes: Record<Language, readonly [Country, ...Country[]]> = {
  fr: ['FR', 'FR', 'FR', 'FR', 'FR', 'FR', 'BE', 'LU', 'CH'],
  en: ['GB', 'GB', 'US', 'US', 'IE', 'FR', 'DE', 'BE', 'NL'],
  de: ['DE', 'DE', 'DE', 'DE', 'AT', 'CH'],
  es: ['ES'],
  it: ['IT'],
  nl: ['NL', 'NL', 'BE'],
}

export const countryNames: Record<Country, readonly [string, ...string[]]> = {
  FR: ['France', 'FRANCE'],
  BE: ['Belgique', 'België', 'Belgium'],
  CH: ['Suisse', 'Schweiz'],
  LU: ['Luxembourg'],
  DE: ['Deutschland', 'Germany'],
  AT: ['Österreich', 'Austria'],
  NL: ['Nederland', 'The Netherlands'],
  IT: ['Italia', 'Italy'],
  ES: ['España', 'Spain'],
  GB: ['United Kingdom', 'UK'],
  IE: ['Ireland'],
  US: ['USA', 'United States'],
  MY: ['Malaysia'],
}

/** An address of the country. */
export function makeAddress(random: Random, country: Country): Address {
  const { streets, cities, postcode } = places[country]
  const number = `${random.int(1, 180)}${random.pick(['', '', '', '', ' bis', 'A', '-12'])}`
  const street = random.pick(streets)
  const numberFirst = ['FR', 'LU', 'GB', 'IE', 'US', 'MY'].includes(country)
  const french = ['Bâtiment C', 'ZI Nord', 'BP 1204', 'Immeuble Le Carré', '2e étage'] as const
  const german = ['Postfach 12 03', 'Gebäude 4', '2. OG', 'Hinterhaus'] as const
  const other = ['Building 4', 'Unit 7', '2nd Floor', 'Suite 210'] as const
  const isGerman = country === 'DE' || country === 'AT' || country === 'CH'
  const extras: readonly [string, ...string[]] =
    country === 'FR' ? french : isGerman ? german : other
  return {
    street: numberFirst
      ? `${number}${random.pick([' ', ' ', ', '])}${street}`
      : `${street} ${number}`,
    extra: random.chance(0.15) ? random.pick(extras) : undefined,
    postcode: fill(random, postcode),
    city: random.pick(cities),
    country,
  }
}

function fill(random: Random, pattern: string): string {
  return pattern.replaceAll(/[#@]/g, (mark) =>
    mark === '#' ? String(random.int(1, 9)) : random.letters(1),
  )
}

const trades = [
  'Consulting',
  'Bâtiment',
  'Électricité',
  'Informatique',
  'Logistik',
  'Design',
  'Transports',
  'Solutions',
  'Technik',
  'Services',
  'Studio',
  'Digital',
  'Imprimerie',
  'Menuiserie',
  'Elektro',
  'Foods',
  'Energy',
  'Systems',
  'Media',
  'Medical',
  'Autos',
  'Garden',
  'Hardware',
  'Books',
  'Textiles',
  'Océan',
  'Café',
  'Hôtel',
  'Labs',
  'Partners',
] as const
const roots = [
  'Nova',
  'Alti',
  'Opti',
  'Vert',
  'Lumi',
  'Cap',
  'Aero',
  'Tera',
  'Soli',
  'Brio',
  'Hexa',
  'Mira',
  'Kalo',
  'Vento',
  'Orbi',
  'Delta',
  'Quanta',
  'Astro',
  'Ferro',
  'Prisma',
] as const
const endings = [
  'tech',
  'lis',
  'dis',
  'com',
  'nova',
  'cept',
  'plan',
  'ware',
  'dom',
  'sys',
  'via',
  'form',
  'tis',
  'x',
] as const

/** A company name of the country: a family, an invented word or a trade, mostly with a legal form. */
export function companyName(random: Random, country: Country): string {
  const { surnames, cities, forms } = places[country]
  const city = random.pick(cities).replace(/[ ,(].*/, '')
  const core = random.pick([
    () => `${random.pick(surnames)} ${random.pick(trades)}`,
    () => `${random.pick(roots)}${random.pick(endings)}`,
    () => `${random.pick(roots)}${random.pick(endings)} ${random.pick(trades)}`,
    () => `${random.pick(surnames)} & ${random.pick(surnames)}`,
    () => `${random.pick(trades)} ${random.pick(surnames)} ${city}`,
    () => `${random.letters(3)} ${random.pick(trades)}`,
    () => random.pick(surnames),
  ])()
  const named = random.chance(0.25) ? core.toUpperCase() : core
  const form = random.pick(forms)
  if (form === '') return named
  return random.chance(0.1) && form.length < 6 ? `${form} ${named}` : `${named} ${form}`
}

/** First and last name of a person. */
export function personName(random: Random, country: Country): string {
  const { firstNames, surnames } = places[country]
  return `${random.pick(firstNames)} ${random.pick(surnames)}`
}

/** A telephone number as printed there. */
export function phoneNumber(random: Random, country: Country): string {
  if (country === 'FR')
    return random.pick([
      `0${random.int(1, 9)} ${pairs(random, 4, ' ')}`,
      `+33 (0)${random.int(1, 9)} ${pairs(random, 4, ' ')}`,
      `0${random.int(1, 9)}.${pairs(random, 4, '.')}`,
    ])
  const prefixes: Partial<Record<Country, string>> = {
    DE: '+49',
    BE: '+32',
    NL: '+31',
    GB: '+44',
    IT: '+39',
    ES: '+34',
    US: '+1',
    AT: '+43',
    CH: '+41',
    LU: '+352',
    IE: '+353',
    MY: '+60',
  }
  return random.pick([
    `${prefixes[country]} ${random.digits(3)} ${random.digits(3)} ${random.digits(3)}`,
    `0${random.digits(3)} / ${random.digits(6)}`,
    `(${random.digits(3)}) ${random.digits(3)}-${random.digits(4)}`,
  ])
}

function pairs(random: Random, count: number, separator: string): string {
  return Array.from({ length: count }, () => random.digits(2)).join(separator)
}
