import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { json } from 'node:stream/consumers'

type Run = { id: string; version: string; key: string }

export type TrainerDouble = { url: string; runs: () => Run[]; stop: () => Promise<void> }

type Folders = {
  /** Holds <name>/<version>. */
  models: string
  /** Where the trainer leaves its runs. */
  runs: string
}

/**
 * A trainer that answers as services/trainer does, at once, and whose network is the champion's: what a challenger reads better
 * it owes to everything else that is learned.
 */
export async function startTrainer({ models, runs: folder }: Folders): Promise<TrainerDouble> {
  const runs: Run[] = []
  const measured = { map50: 0.8, labels: { montant_ttc: { ap50: 0.8 } } }

  function start({ key, champion }: { key: string; champion: string }): Run {
    const known = runs.find((run) => run.key === key)
    if (known) return known
    const number = runs.length + 1
    const run = { id: `run_${number}`, version: `learned_${number}`, key }
    const to = join(folder, run.id, 'models', 'invoice-detector', run.version)
    const from = join(models, 'invoice-detector', champion)
    mkdirSync(dirname(to), { recursive: true })
    cpSync(from, to, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8'))
    const own = { version: run.version, created_at: new Date().toISOString() }
    writeFileSync(join(to, 'manifest.json'), JSON.stringify({ ...manifest, ...own }))
    runs.push(run)
    return run
  }

  const show = (run: Run | undefined) =>
    run && {
      ...run,
      status: 'completed',
      progress: { epoch: 1, epochs: 1, done: 1, loss: 1, map50: 0.8, left_seconds: 0 },
      manifest: { metrics: { generated: { both: measured } } },
      champion: measured,
    }

  async function answer(request: IncomingMessage) {
    if (request.method === 'POST') {
      // Asked by the scheduler, in the form that its own tests hold.
      const asked = (await json(request)) as { key: string; champion: string }
      return { status: 202, body: show(start(asked)) }
    }
    if (request.url === '/livez') return { status: 200, body: {} }
    const found = runs.find(({ id }) => request.url === `/runs/${id}`)
    return { status: found ? 200 : 404, body: show(found) ?? { code: 'run-not-found' } }
  }

  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    runs: () => runs,
    stop: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
