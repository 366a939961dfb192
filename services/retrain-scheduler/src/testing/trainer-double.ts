import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

export type TrainerDouble = {
  url: string
  /** What was asked for, one for each key. */
  runs: () => { key: string; dataset: string; replay: string[]; champion: string }[]
  /** Runs that were to be ended. */
  cancelled: () => string[]
  /** How often it was busy with a run of others. */
  refusals: () => number
  /** How the runs stand from now on. */
  turn: (outcome: Outcome) => void
}

/** `gone`: the trainer itself; `busy`: with a run of others. */
type Outcome = 'running' | 'completed' | 'failed' | 'gone' | 'busy'

type Run = {
  id: string
  version: string
  key: string
  request: ReturnType<TrainerDouble['runs']>[0]
}

/** A trainer that answers as services/trainer does, and whose models are no models. `runsFolder`: where it leaves them. */
export function trainerDouble(runsFolder: string): () => TrainerDouble {
  const runs: Run[] = []
  const cancelled: string[] = []
  let refusals = 0
  let outcome: Outcome = 'running'
  const server = createServer((request, response) => {
    if (outcome === 'gone') request.destroy()
    else if (request.method === 'DELETE') cancel(request, response)
    else if (request.method === 'POST') void start(request, response)
    else send(response, 200, show(runs.find(({ id }) => request.url === `/runs/${id}`)))
  })

  async function start(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (outcome === 'busy') {
      refusals += 1
      return send(response, 409, { code: 'training-busy' })
    }
    const asked = JSON.parse(String(Buffer.concat(chunks)))
    const known = runs.find(({ key }) => key === asked.key)
    const number = runs.length + 1
    const run = known ?? {
      id: `run_${number}`,
      version: `model_new_${number}`,
      key: asked.key,
      request: asked,
    }
    if (!known) runs.push(run)
    send(response, 202, show(run))
  }

  function cancel({ url = '' }: IncomingMessage, response: ServerResponse): void {
    cancelled.push(url.replace('/runs/', ''))
    response.writeHead(204).end()
  }

  function show(run: Run | undefined): unknown {
    if (!run) return { code: 'run-not-found' }
    const { id, version } = run
    if (outcome === 'completed')
      writeModel(join(runsFolder, id, 'models', 'invoice-detector'), version)
    const isOver = outcome === 'completed'
    return {
      id,
      version,
      status: outcome,
      problem: outcome === 'failed' ? 'the disk is full' : undefined,
      progress: {
        epoch: 2,
        epochs: 3,
        done: isOver ? 1 : 0.5,
        loss: 3,
        map50: 0.5,
        left_seconds: 9,
      },
      manifest: isOver ? { metrics: { generated: { both: measured(0.8) } } } : null,
      champion: isOver ? measured(0.79) : null,
    }
  }

  let url = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  return () => ({
    url,
    runs: () => runs.map(({ request }) => request),
    cancelled: () => cancelled,
    refusals: () => refusals,
    turn: (how) => {
      outcome = how
    },
  })
}

/** A folder as a model's, of files that no runtime could load. `own`: what its manifest says besides. */
export function writeModel(
  folder: string,
  version: string,
  { createdAt = new Date(), own = { training: {} } }: { createdAt?: Date; own?: object } = {},
): void {
  const path = join(folder, version)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'model.onnx'), 'weights')
  const known = { name: 'invoice-detector', version, created_at: createdAt.toISOString() }
  const manifest = { ...known, ...own }
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest))
}

function measured(ap50: number) {
  return { map50: ap50, labels: { montant_ttc: { ap50 } } }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
