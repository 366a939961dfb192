import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ProblemError, problemCodes, problems } from '@invoice-ml/contracts'
import { createOpenApi } from '@invoice-ml/contracts/openapi'
import { admit, type Gate } from '@invoice-ml/http'
import express, { type Express, type RequestHandler, type Response } from 'express'
import { apiVersion } from '../config.ts'

const require = createRequire(import.meta.url)
const swaggerFolder = dirname(require.resolve('swagger-ui-dist/package.json'))
const redocFolder = join(dirname(require.resolve('redoc/package.json')), 'bundles')

/** What is served beside the operations of the contract. */
export const referencePages = [
  { method: 'get', path: '/openapi.json' },
  { method: 'get', path: '/docs' },
  { method: 'get', path: '/redoc' },
  { method: 'get', path: '/problems/{code}' },
] as const

/** /openapi.json, /docs, /redoc and the pages of the problems: nothing comes from elsewhere, no script is inline. */
export function addDescribeApi(app: Express, guards: { gate: Gate }): void {
  const name: RequestHandler = (_request, response, next) => {
    response.locals.operation = 'describeApi'
    next()
  }
  app.use(['/openapi.json', '/docs', '/redoc', '/problems'], name, admit(guards, 'none'))
  const document = JSON.stringify(createOpenApi(apiVersion))
  app.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(document)
  })

  const whole = { maxAge: '1d', acceptRanges: false } as const
  const assets = { ...whole, index: false, redirect: false } as const
  app.use('/docs/assets', express.static(swaggerFolder, assets))
  app.get('/docs/start.js', script(swaggerStart))
  app.get('/docs', (_request, response) => page(response, swaggerPage))

  app.get('/redoc/redoc.js', (_request, response) =>
    // By its folder: the path to it may hold a name with a dot, which would hide the file.
    response.sendFile('redoc.standalone.js', { root: redocFolder, ...whole }),
  )
  app.get('/redoc/start.js', script(redocStart))
  app.get('/redoc', (_request, response) => page(response, redocPage))

  app.get('/problems/:code', (request, response) => {
    const code = problemCodes.find((known) => known === request.params.code)
    if (!code) throw new ProblemError('not-found', 'There is no problem of this name')
    page(response, problemPage(code))
  })
}

// Both pages style themselves by code; scripts come from here alone.
const documentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

function page(response: Response, html: string): void {
  response.set('Content-Security-Policy', documentPolicy).type('html').send(html)
}

function script(text: string) {
  return (_request: unknown, response: Response) => {
    response.type('text/javascript').send(text)
  }
}

const head = (title: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
  '<meta name="viewport" content="width=device-width, initial-scale=1">'

const swaggerPage = `${head('Invoice ML System API')}
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="api"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script></body></html>`

const swaggerStart = `window.SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null, tryItOutEnabled: true,
})
`

const redocPage = `${head('Invoice ML System API')}</head>
<body><div id="api"></div>
<script src="/redoc/redoc.js"></script>
<script src="/redoc/start.js"></script></body></html>`

const redocStart = `window.Redoc.init('/openapi.json', {
  disableSearch: true, hideDownloadButton: false, theme: { typography: { fontFamily: 'sans-serif' } },
}, document.getElementById('api'))
`

function problemPage(code: keyof typeof problems): string {
  const { title, status, advice } = problems[code]
  return `${head(title)}<style>body{font-family:sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;line-height:1.5}</style>
</head><body><h1>${title}</h1><p><code>${code}</code>, HTTP ${status}</p><p>${advice}</p>
<p><a href="/docs">All operations</a></p></body></html>`
}
