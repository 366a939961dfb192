import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './paths.ts'
import type { Platform } from './platform.ts'
import { trainerPackages } from './services.ts'

type Facts = { logDir: string; trains: boolean; hasKeys: boolean }

/** What a person needs to know once everything is ready. */
export function welcome(
  { urls, dashboardUrl }: Pick<Platform, 'urls' | 'dashboardUrl'>,
  { logDir, trains, hasKeys }: Facts,
): string {
  const [url] = urls
  const sample = join('docs', 'sample-invoice.pdf')
  const lines = [
    '',
    'The platform is ready.',
    '',
    `  dashboard       ${dashboardUrl}`,
    `  API             ${url}`,
    `  documentation   ${url}/docs`,
    `  health          ${url}/health`,
    `  logs            ${fromHere(logDir)}/system.log, api.log`,
    '',
    'Read an invoice:',
    '',
    `  curl -H 'Prefer: wait=30'${hasKeys ? ' -H "X-API-Key: $INVOICE_API_KEY"' : ''} -F ${quote(`file=@${join(root, sample)}`)} ${url}/extract`,
    '',
    ...(hasKeys ? [] : [...doorAdvice, '']),
    ...(trains ? [] : [trainerAdvice(), '']),
    'Ctrl-C stops everything; the next start finds its data.',
    '',
  ]
  return lines.join('\n')
}

const doorAdvice = [
  'Only this machine is served, without a key. To serve others, create a key (from then on everybody needs one):',
  '',
  "  npm run api-key -- create --name 'first' --scopes admin",
  '',
  'and put TLS in front: docs/deployment.md. Where it ends on another machine, INVOICE_API__HOST=0.0.0.0 lets it in.',
]

/** A folder as one types it here: what lies elsewhere, from the root on. */
function fromHere(folder: string): string {
  const path = relative(process.cwd(), folder) || '.'
  return path.startsWith('..') ? folder : path
}

function trainerAdvice(): string {
  const isDebian = existsSync('/etc/debian_version')
  const install = isDebian
    ? `apt-get install --no-install-recommends ${trainerPackages}`
    : 'pip install torch numpy pillow pyyaml'
  return `Training is off: its Python packages are not all here. To have them: ${install}, then start again.`
}

/** One word for a shell, whatever it holds. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
