import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unknownRoute } from '@invoice-ml/http'
import type { Express, RequestHandler } from 'express'
import sirv from 'sirv'

/** Where the page holds the nonce of its style elements. */
const noncePlace = '__CSP_NONCE__'

/** /dashboard: the built page, whatever the address below it; its files are named by their content. */
export function addPage(app: Express, pageDir: string): void {
  const html = readFileSync(join(pageDir, 'index.html'), 'utf8')
  app.use(
    '/dashboard/assets',
    serveWhole,
    sirv(join(pageDir, 'assets'), {
      brotli: true,
      gzip: true,
      immutable: true,
      maxAge: 31_536_000,
    }),
  )
  // A page of a version before asks for scripts that are gone: what is no script would be taken for a broken one.
  app.get('/dashboard/assets{/*path}', unknownRoute)
  app.get('/dashboard/sample-invoice.pdf', (_request, response) => {
    response.sendFile(join(pageDir, 'sample-invoice.pdf'), { acceptRanges: false })
  })
  app.get('/', (_request, response) => response.redirect('/dashboard'))
  app.get(['/dashboard', '/dashboard/{*path}'], (_request, response) => {
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('Content-Security-Policy', policy(nonce))
    response.type('html').send(html.replaceAll(noncePlace, nonce))
  })
}

/** sirv fails over a range that ends before it begins; all files are small. */
const serveWhole: RequestHandler = (request, _response, next) => {
  delete request.headers.range
  next()
}

/** Only what comes from here; styles that the page's own code adds carry the nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
