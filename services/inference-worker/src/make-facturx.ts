import { readFile } from 'node:fs/promises'
import { type PagedMediaType, ProblemError } from '@invoice-ml/contracts'
import { drawnPages, keepPages, writeFacturX } from '@invoice-ml/formats'
import { type PageReader, selectPages } from '@invoice-ml/vision'
import type { FacturxRequest, ReaderMessage } from './reader-protocol.ts'
import { writeWhole } from './write-whole.ts'

type Send = (message: ReaderMessage) => void

/**
 * Puts an invoice in XML into a PDF/A-3 that shows the pages of the document: as they are where that is allowed, else drawn.
 *
 * @throws ProblemError for what is wrong with the document.
 */
export async function makeFacturX(
  request: FacturxRequest,
  reader: Pick<PageReader, 'renderPages'>,
  send: Send,
): Promise<ReaderMessage> {
  const { id, mediaType, xmlPath, outPath, title } = request
  if (mediaType === 'application/xml')
    throw new ProblemError('page-not-found', 'An invoice in XML has no pages to show')
  const document =
    (await kept(request, send)) ?? (await drawn({ ...request, mediaType }, reader, send))
  const xml = await readFile(xmlPath, 'utf8')
  await writeWhole(outPath, await writeFacturX({ xml, document, title, at: new Date() }))
  return { type: 'rendered', id }
}

async function kept({ path, mediaType, pages, options, limits }: FacturxRequest, send: Send) {
  if (mediaType !== 'application/pdf' || pages === 'drawn') return undefined
  const outcome = await keepPages(await readFile(path), (count) =>
    selectPages(options.pages, count, limits.maxPages),
  )
  if ('document' in outcome) return outcome.document
  const facts = { reason: outcome.reason }
  send({ type: 'notice', message: 'pages of a Factur-X are drawn', facts })
  return undefined
}

async function drawn(
  {
    id,
    path,
    mediaType,
    options,
    limits,
    maxPixels,
  }: FacturxRequest & { mediaType: PagedMediaType },
  reader: Pick<PageReader, 'renderPages'>,
  send: Send,
) {
  const jpegs: Buffer[] = []
  const rendered = reader.renderPages(path, mediaType, { ...options, ...limits, maxPixels })
  for await (const { jpeg, page, pages } of rendered) {
    send({ type: 'progress', id, stage: 'rasterize', page, pages })
    jpegs.push(jpeg)
  }
  return drawnPages(jpegs)
}
