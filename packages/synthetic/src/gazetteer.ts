import type { Country, Language } from './places.ts'

export type List = readonly [string, ...string[]]
/** What names and addresses of a country are made of; in postcodes # is a digit, @ a letter. */
export type Places = {
  streets: List
  cities: List
  postcode: string
  surnames: List
  firstNames: List
  forms: List
}

const french: Places = {
  streets: list(
    'rue de la République|avenue Jean Jaurès|boulevard Voltaire|rue des Lilas|chemin du Moulin|place de la Mairie|rue Victor Hugo|allée des Tilleuls|impasse du Château|rue du Faubourg Saint-Antoine|quai de la Fosse|route de Lyon|ZA des Peupliers|cours Gambetta|rue Pasteur|avenue des Champs',
  ),
  cities: list(
    'Paris|LYON|Marseille|TOULOUSE|Nantes|Strasbourg|Lille Cedex|Bordeaux|RENNES|Saint-Étienne|Grenoble|DIJON|Aix-en-Provence|Villeneuve-d’Ascq|Le Havre|Tours',
  ),
  postcode: '#####',
  forms: list('SARL|SAS|SA|SASU|EURL|& Fils|S.A.R.L.|& Associés|'),
  surnames: list(
    'Martin|Bernard|Dubois|Moreau|Lefèvre|Roux|Fontaine|Chevalier|Garnier|Faure|Mercier|Blanchard|Rousseau|Perrin|Marchand|Lemoine',
  ),
  firstNames: list('Claire|Julien|Sophie|Pierre|Hélène|Antoine|Camille|Luc|Marie'),
}
const german: Places = {
  streets: list(
    'Hauptstraße|Bahnhofstr.|Gartenweg|Lindenallee|Am Markt|Schillerstraße|Industriestr.|Goethestraße|Kirchgasse|Ringstraße|Mühlenweg|Bergstr.|Friedrichstraße|An der Alten Post',
  ),
  cities: list(
    'Berlin|Hamburg|München|Köln|Frankfurt am Main|Stuttgart|Düsseldorf|Leipzig|Dortmund|Nürnberg|Bremen|Münster|Freiburg|Kassel',
  ),
  postcode: '#####',
  forms: list('GmbH|AG|GmbH & Co. KG|e.K.|UG (haftungsbeschränkt)|KG|OHG|mbH|'),
  surnames: list(
    'Müller|Schmidt|Schneider|Weber|Wagner|Becker|Hoffmann|Koch|Richter|Klein|Schröder|Neumann|Krüger|Vogel|Huber',
  ),
  firstNames: list('Anna|Thomas|Sabine|Michael|Petra|Stefan|Julia|Hans|Ute'),
}
const british: Places = {
  streets: list(
    'High Street|Station Road|Church Lane|Victoria Road|Park Avenue|Mill Lane|Queen Street|The Green|Kings Road|Springfield Way|Albert Square|London Road|Business Park',
  ),
  cities: list(
    'London|Manchester|BRISTOL|Leeds|Birmingham|Glasgow|Sheffield|Oxford|Cambridge|Cardiff|York|Norwich',
  ),
  postcode: '@@# #@@',
  forms: list('Ltd|Limited|PLC|LLP|& Sons|Ltd.|& Co|'),
  surnames: list(
    'Smith|Jones|Taylor|Brown|Evans|Walker|Wright|Thompson|Clarke|Harrison|Cooper|Ward|Bennett|Fletcher',
  ),
  firstNames: list('James|Emily|Oliver|Sarah|William|Kate|George|Laura'),
}
const american: Places = {
  ...british,
  streets: list(
    'Main St|Oak Avenue|Maple Drive|Washington Blvd|5th Avenue|Sunset Blvd.|Lake Shore Dr|Elm Street|Market St|Innovation Way|Pine Road',
  ),
  cities: list(
    'New York, NY|Austin, TX|San Francisco, CA|Chicago, IL|Seattle, WA|Boston, MA|Denver, CO|Miami, FL|Portland, OR|Columbus, OH',
  ),
  postcode: '#####',
  forms: list('Inc.|LLC|Corp.|Inc|Co.|Group, LLC|'),
}
const malaysian: Places = {
  streets: list(
    'Jalan Permas|JALAN SS 21/60|Jalan Bukit Bintang|LORONG MAAROF|Jalan Tun Razak|JALAN SAGU 18|Jalan Kebun Teh|Persiaran Surian|JLN TAMAN MELATI',
  ),
  cities: list('KUALA LUMPUR|PETALING JAYA|JOHOR BAHRU|SHAH ALAM|Subang Jaya|Klang|Penang|KAJANG'),
  postcode: '#####',
  forms: list('SDN BHD|SDN. BHD.|ENTERPRISE|TRADING|(M) SDN BHD|'),
  surnames: list(
    'TAN|Lim|WONG|Aik Huat|SOON LEE|Kedai Papan|Ming Hin|Syarikat Perniagaan|Gin Kee|Restoran Wan|Unihakka|Popular Book',
  ),
  firstNames: list('Ali|Siti|Mei|Kumar'),
}
const spanish: Places = {
  streets: list(
    'Calle Mayor|Avda. de la Constitución|Paseo de Gracia|C/ Alcalá|Plaza de España|Ronda de Toledo|Calle del Sol|Avenida del Puerto|Pol. Ind. Las Rosas',
  ),
  cities: list('Madrid|BARCELONA|Valencia|Sevilla|Zaragoza|Málaga|Bilbao|Murcia|Alicante|Gijón'),
  postcode: '#####',
  forms: list('S.L.|S.A.|SL|S.L.U.|y Cía.|e Hijos|'),
  surnames: list(
    'García|Fernández|López|Martínez|Sánchez|Romero|Navarro|Torres|Ibáñez|Muñoz|Ortega',
  ),
  firstNames: list('Lucía|Javier|Carmen|Pablo|Elena|Miguel'),
}
const italian: Places = {
  streets: list(
    'Via Roma|Corso Vittorio Emanuele|Via Garibaldi|Piazza del Duomo|Viale Europa|Via dei Mille|Largo Augusto|Via Giuseppe Verdi|Strada Statale',
  ),
  cities: list(
    'Milano (MI)|Roma|Torino TO|Bologna (BO)|Firenze|Napoli|Verona (VR)|Padova|Genova GE|Bergamo',
  ),
  postcode: '#####',
  forms: list('S.r.l.|S.p.A.|Srl|SNC|s.a.s.|& Figli|'),
  surnames: list('Rossi|Ferrari|Bianchi|Romano|Colombo|Ricci|Marino|Greco|Conti|Esposito|Gallo'),
  firstNames: list('Giulia|Marco|Francesca|Luca|Chiara|Paolo'),
}
const dutch: Places = {
  streets: list(
    'Dorpsstraat|Kerkstraat|Herengracht|Stationsweg|Molenlaan|Industrieweg|Prins Hendrikkade|Beukenlaan|Marktplein|Oude Delft',
  ),
  cities: list(
    `Amsterdam|Rotterdam|Utrecht|EINDHOVEN|Groningen|'s-Hertogenbosch|Den Haag|Zwolle|Breda`,
  ),
  postcode: '#### @@',
  forms: list('B.V.|BV|N.V.|V.O.F.|& Zonen|Holding B.V.|'),
  surnames: list('de Jong|Jansen|de Vries|van den Berg|Bakker|Visser|Smit|Mulder|Bos|Hendriks'),
  firstNames: list('Sanne|Daan|Lotte|Bram|Femke|Jeroen'),
}

const finnish: Places = {
  streets: list(
    'Mannerheimintie|Hämeenkatu|Aleksanterinkatu|Kauppakatu|Rantatie|Teollisuustie|Koulukatu|Satamatie|Asemakatu',
  ),
  cities: list('Helsinki|TAMPERE|Turku|Oulu|Espoo|Vantaa|Lahti|Kuopio|Jyväskylä|Pori'),
  postcode: '#####',
  forms: list('Oy|Oyj|Ky|Tmi|Oy Ab|'),
  surnames: list(
    'Korhonen|Virtanen|Mäkinen|Nieminen|Mäkelä|Hämäläinen|Laine|Heikkinen|Koskinen|Järvinen',
  ),
  firstNames: list('Aino|Mikko|Helmi|Juha|Sanna|Antti'),
}

/** The places of each country. */
export const placesOf: Record<Country, Places> = {
  FR: french,
  DE: german,
  GB: british,
  US: american,
  MY: malaysian,
  ES: spanish,
  IT: italian,
  NL: dutch,
  FI: finnish,
  BE: {
    ...french,
    postcode: '####',
    cities: list('Bruxelles|Liège|Namur|Gent|Antwerpen|Charleroi|Leuven'),
    forms: list('SRL|SPRL|BV|SA|NV|'),
  },
  CH: {
    ...german,
    postcode: '####',
    cities: list('Zürich|Genève|Basel|Lausanne|Bern|Luzern|Winterthur'),
    forms: list('AG|SA|GmbH|Sàrl'),
  },
  LU: {
    ...french,
    postcode: 'L-####',
    cities: list('Luxembourg|Esch-sur-Alzette|Differdange'),
    forms: list('S.à r.l.|S.A.'),
  },
  AT: { ...german, postcode: '####', cities: list('Wien|Graz|Linz|Salzburg|Innsbruck') },
  IE: {
    ...british,
    postcode: 'D0# @###',
    cities: list('Dublin 2|Cork|Galway|Limerick'),
    forms: list('Ltd|DAC|Limited'),
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
  fi: ['FI'],
}

/** How a country is called on an envelope. */
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
  FI: ['Suomi', 'Finland'],
}

/** `one|other` → a list of them. */
export function list(text: string): List {
  const [first = '', ...rest] = text.split('|')
  return [first, ...rest]
}
