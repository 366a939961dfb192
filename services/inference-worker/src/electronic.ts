import { readFile } from 'node:fs/promises'
import { ProblemError } from '@invoice-ml/contracts'
import { EInvoiceError, type ElectronicInvoice, readEInvoice } from '@invoice-ml/e-invoice'
import type { Embedded } from '@invoice-ml/extraction'
import type { Attachment } from '@invoice-ml/vision'

// Factur-X and ZUGFeRD 2.1, XRechnung, ZUGFeRD 1.0 and 2.0.
const standardNames = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml']

/**
 * The invoice among the XML files that a document carries: those with a name of the standards first. One of these that cannot
 * be read is a refusal, any other is none of an invoice's business; undefined when nothing is left.
 */
export function chooseEmbedded(attachments: Attachment[]): Embedded | undefined {
  const standard = attachments.filter(hasStandardName)
  const others = attachments.filter((attachment) => !hasStandardName(attachment))
  const answers = [...standard, ...others].map((attachment) => ({
    attachment,
    ...attempt(attachment),
  }))
  const read = answers.find(({ invoice }) => invoice)?.invoice
  if (read) return { invoice: read }
  const refused = answers.find(({ attachment, refusal }) => refusal && hasStandardName(attachment))
  return refused?.refusal === undefined ? undefined : { refusal: refused.refusal }
}

/**
 * The invoice in a file of XML.
 *
 * @throws ProblemError `file-corrupt` when it cannot be read, `unsupported-media-type` when it is something else.
 */
export async function readXmlFile(path: string): Promise<ElectronicInvoice> {
  const { invoice, refusal } = attempt({ bytes: await readFile(path) })
  if (refusal !== undefined) throw new ProblemError('file-corrupt', refusal)
  if (!invoice) throw new ProblemError('unsupported-media-type', 'The XML is not an invoice')
  return invoice
}

function hasStandardName({ name }: Attachment): boolean {
  return standardNames.includes(name.toLowerCase())
}

function attempt({ bytes }: Pick<Attachment, 'bytes'>): {
  invoice?: ElectronicInvoice | undefined
  refusal?: string
} {
  try {
    return { invoice: readEInvoice(bytes) }
  } catch (error) {
    if (error instanceof EInvoiceError) return { refusal: error.message }
    throw error
  }
}
