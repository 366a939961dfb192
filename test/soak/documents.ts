import type { Client, Upload } from '@invoice-ml/client'
import type { Job } from '@invoice-ml/contracts'
import { scannedInvoice, textInvoice } from '../support/invoices.ts'

const textDocuments = 8
const scans = 2
const firstSeed = 70_000

/** A document, and what is read of it while nothing disturbs. */
export type KnownDocument = { upload: { filename: string; bytes: Uint8Array }; reading: string }

/** Draws a few documents and has each read. */
export async function readInPeace(client: Client): Promise<KnownDocument[]> {
  const seeds = Array.from({ length: textDocuments + scans }, (_, index) => firstSeed + index)
  const uploads = await Promise.all(
    seeds.map((seed, index) => (index < scans ? scannedInvoice(seed) : textInvoice(seed))),
  )
  const known: KnownDocument[] = []
  for (const upload of uploads) {
    const { jobId } = await client.extract(upload, { waitSeconds: 60 })
    known.push({ upload, reading: readingOf(await client.waitForJob(jobId)) })
  }
  return known
}

/** The same document with other bytes behind its end, which no reader looks at: none was read before. */
export function copyOf({ upload: { filename, bytes } }: KnownDocument, mark: string): Upload {
  return { filename, bytes: Buffer.concat([bytes, Buffer.from(`\n% ${mark}\n`)]) }
}

/** All that two readings of one document must have in common. */
export function readingOf({ result }: Job): string {
  const fields = result?.fields.map(({ label, value, confidence }) => [label, value, confidence])
  const lines = result?.lines.map(({ description, amount }) => [description, amount])
  return JSON.stringify({ fields, lines })
}
