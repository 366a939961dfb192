import { createHash } from 'node:crypto'
import {
  AFRelationship,
  PDFArray,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFString,
} from '@cantoo/pdf-lib'
import { attachmentName, metadataPacket } from './metadata.ts'
import { srgbProfile } from './srgb.ts'

export type FacturX = {
  /** A CII in the profile EN 16931. */
  xml: string
  /** What people see: pages that PDF/A-3 allows. */
  document: PDFDocument
  title: string
  at: Date
}

const producer = 'Invoice ML'

/** A PDF/A-3b that shows an invoice and carries it as XML: Factur-X 1.0, profile EN 16931. */
export async function writeFacturX({ xml, document, title, at }: FacturX): Promise<Uint8Array> {
  await document.attach(Buffer.from(xml), attachmentName, {
    mimeType: 'text/xml',
    description: 'The invoice as XML (Factur-X, EN 16931)',
    creationDate: at,
    modificationDate: at,
    afRelationship: AFRelationship.Alternative,
  })
  // What stands here and in the metadata has to be the same.
  document.setTitle(title)
  document.setProducer(producer)
  document.setCreationDate(at)
  document.setModificationDate(at)
  addMetadata(document, metadataPacket({ title, producer, at }))
  addOutputIntent(document)
  addIdentifier(document, xml)
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}

/** As it is, for who looks for it without reading PDF. */
function addMetadata({ context, catalog }: PDFDocument, packet: string): void {
  const stream = context.stream(Buffer.from(packet), { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(PDFName.of('Metadata'), context.register(stream))
}

/** What RGB means in it. */
function addOutputIntent({ context, catalog }: PDFDocument): void {
  const profile = context.register(context.flateStream(srgbProfile, { N: 3 }))
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: profile,
  })
  const intents = PDFArray.withContext(context)
  intents.push(context.register(intent))
  catalog.set(PDFName.of('OutputIntents'), intents)
}

function addIdentifier({ context }: PDFDocument, xml: string): void {
  const digest = createHash('sha256').update(xml).digest('hex').slice(0, 32)
  const identifier = PDFHexString.of(digest)
  context.trailerInfo.ID = context.obj([identifier, identifier])
}
