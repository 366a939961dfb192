import { writeXml, type XmlElement } from '../xml.ts'

export type Metadata = { title: string; producer: string; at: Date }

/** What the name of the attachment must be (Factur-X 1.07, 6.1). */
export const attachmentName = 'factur-x.xml'

const extensionSchema = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#'

/** The packet of XMP that says what a file is: PDF/A-3b, and Factur-X in its profile EN 16931. */
export function metadataPacket({ title, producer, at }: Metadata): string {
  const date = at.toISOString().replace(/\.\d+Z$/, 'Z')
  const about = (namespaces: XmlElement, properties: XmlElement): XmlElement => ({
    '@rdf:about': '',
    ...namespaces,
    ...properties,
  })
  const xmp = writeXml({
    'x:xmpmeta': {
      '@xmlns:x': 'adobe:ns:meta/',
      'rdf:RDF': {
        '@xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
        'rdf:Description': [
          about(
            { '@xmlns:pdfaid': 'http://www.aiim.org/pdfa/ns/id/' },
            { 'pdfaid:part': '3', 'pdfaid:conformance': 'B' },
          ),
          about(
            { '@xmlns:dc': 'http://purl.org/dc/elements/1.1/' },
            {
              'dc:title': { 'rdf:Alt': { 'rdf:li': { '@xml:lang': 'x-default', '#text': title } } },
            },
          ),
          about({ '@xmlns:pdf': 'http://ns.adobe.com/pdf/1.3/' }, { 'pdf:Producer': producer }),
          about(
            { '@xmlns:xmp': 'http://ns.adobe.com/xap/1.0/' },
            { 'xmp:CreateDate': date, 'xmp:ModifyDate': date, 'xmp:MetadataDate': date },
          ),
          about(
            { '@xmlns:fx': extensionSchema },
            {
              'fx:DocumentType': 'INVOICE',
              'fx:DocumentFileName': attachmentName,
              'fx:Version': '1.0',
              'fx:ConformanceLevel': 'EN 16931',
            },
          ),
          about(
            {
              '@xmlns:pdfaExtension': 'http://www.aiim.org/pdfa/ns/extension/',
              '@xmlns:pdfaSchema': 'http://www.aiim.org/pdfa/ns/schema#',
              '@xmlns:pdfaProperty': 'http://www.aiim.org/pdfa/ns/property#',
            },
            { 'pdfaExtension:schemas': { 'rdf:Bag': { 'rdf:li': extension() } } },
          ),
        ],
      },
    },
  }).replace(/^<\?xml[^>]*\?>\s*/, '')
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${xmp}\n<?xpacket end="w"?>`
}

/** PDF/A wants every property described that is not one of its own. */
function extension(): XmlElement {
  return {
    '@rdf:parseType': 'Resource',
    'pdfaSchema:schema': 'Factur-X PDFA Extension Schema',
    'pdfaSchema:namespaceURI': extensionSchema,
    'pdfaSchema:prefix': 'fx',
    'pdfaSchema:property': {
      'rdf:Seq': {
        'rdf:li': [
          property('DocumentFileName', 'The name of the embedded XML document'),
          property('DocumentType', 'The type of the hybrid document in capital letters'),
          property('Version', 'The actual version of the standard applying to the embedded XML'),
          property('ConformanceLevel', 'The conformance level of the embedded XML document'),
        ],
      },
    },
  }
}

function property(name: string, description: string): XmlElement {
  return {
    '@rdf:parseType': 'Resource',
    'pdfaProperty:name': name,
    'pdfaProperty:valueType': 'Text',
    'pdfaProperty:category': 'external',
    'pdfaProperty:description': description,
  }
}
