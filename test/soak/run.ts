import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebhookWithSecret } from '@invoice-ml/contracts'
import { createNetwork, type Network } from '@invoice-ml/testing/network'
import { freePort } from '@invoice-ml/testing/ports'
import { undoOnSignal } from '../../infra/local/undo-on-signal.ts'
import { createErpStub, type ErpStub, webhooksToHere } from '../support/erp-stub.ts'
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { type Cable, createCable } from './cable.ts'
import { readInPeace } from './documents.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { faultsOf } from './faults.ts'
import { judge } from './judge.ts'
import { watchMemory } from './memory.ts'
import { createSmallDisk, type SmallDisk } from './small-disk.ts'
import { startTraffic } from './traffic.ts'

export type SoakOptions = {
  /** Faults to inject, those of the list again and again; undefined: each once. */
  count?: number
  everySeconds: number
  /** Only the faults whose names contain one of these. */
  only?: string[] | undefined
  /** Uploads a second. */
  perSecond: number
}

// Room for an hour of uploads and their pages.
const diskMegabytes = 1_000

/**
 * Uploads, reads and exports at a steady rate through a proxy before two gateways, while one fault after the other is injected.
 * Prints what came of it. True when everything accepted was read as it is read in peace, every webhook has arrived, no answer
 * was other than the contract says, and memory is flat. Otherwise the platform's logs are kept, and it is said where.
 */
export async function soak(options: SoakOptions): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'invoice-ml-soak-'))
  const disk = createSmallDisk(join(dir, 'blobs'), diskMegabytes)
  const clock = createFakeClock(dir)
  const open: { stop: () => void | Promise<void> }[] = []
  const close = undoOnSignal(async () => {
    for (const { stop } of open.toReversed()) await stop()
    disk?.remove()
    rmSync(dir, { recursive: true, force: true })
  })
  try {
    const erpPort = await freePort()
    const erp = createErpStub(erpPort)
    open.push(erp)
    await erp.listen()
    const network = createNetwork()
    open.push(network)
    const cable = createCable()
    if (cable) open.push(cable)
    const lead = async (store: string) => {
      const led = await network.lead(store)
      return (await cable?.lead(led)) ?? led
    }
    const run = await startTestPlatform({
      gateways: 2,
      isDurable: true,
      route: async ({ redisUrl, databaseUrl }) => ({
        redisUrl: await lead(redisUrl),
        databaseUrl: await lead(databaseUrl),
      }),
      env: {
        ...webhooksToHere,
        ...clock?.env,
        ...(disk ? { BLOB_DIR: disk.dir } : {}),
        INVOICE_WORKER__CONCURRENCY: '1',
        INVOICE_MONITORING__LOG_LEVEL: 'warn',
      },
    })
    open.push(run)
    const door = await openFrontDoor(run.platform.urls.map((url) => Number(new URL(url).port)))
    open.push(door)
    return await endure({ run, door, erp, network, cable, disk, clock }, options)
  } finally {
    await close()
  }
}

type Scene = {
  run: TestPlatform
  door: FrontDoor
  erp: ErpStub
  network: Network
  cable: Cable | undefined
  disk: SmallDisk | undefined
  clock: FakeClock | undefined
}

async function endure(scene: Scene, { count, everySeconds, only, perSecond }: SoakOptions) {
  const { run, door, erp, network, cable, disk, clock } = scene
  const say = startTelling()
  if (cable === undefined) say('no name space can be made here: the network will not be cut')
  if (disk === undefined) say('no disk can be mounted here: it will not be full')
  if (clock === undefined) say('libfaketime is not installed: the clock will not jump')
  await hearOfJobs(run, erp)
  say('reading each document in peace')
  const documents = await readInPeace(run.client)

  const memory = watchMemory(run.platform)
  const mark = `soak-${Date.now().toString(36)}`
  const traffic = startTraffic({ url: door.url, run: mark, documents, perSecond })
  const faults = faultsOf({ platform: run.platform, network, cable, disk, clock }).filter(
    ({ name }) => only?.some((part) => name.includes(part)) ?? true,
  )
  if (faults.length === 0) throw new Error(`No fault is named like ${only?.join(' or ')}`)
  const turns = count ?? faults.length
  const injected = new Set<string>()
  for (let turn = 0; turn < turns; turn += 1) {
    await sleep(everySeconds * 1_000)
    const fault = faults[turn % faults.length]
    if (fault === undefined) break
    say(`${fault.name} (${traffic.accepted.length} accepted so far)`)
    injected.add(fault.name)
    await fault.inject()
  }
  await sleep(everySeconds * 1_000)
  await traffic.stop()
  const held = memory.stop()

  say(`${traffic.accepted.length} accepted; waiting for the last of them`)
  const mistakes = await judge({ client: run.client, traffic, erp, run: mark, memory: held })
  process.stdout.write(
    [
      `faults       ${turns}: ${[...injected].join(', ')}`,
      `accepted     ${traffic.accepted.length} documents; ${traffic.answers()} answers compared with the contract`,
      `webhooks     ${erp.events.size} events, ${erp.forged} attempts refused since they could not be verified`,
      ...held.map(
        ({ name, megabytes }) =>
          `memory       ${name}: ${megabytes.map((value) => value.toFixed(0)).join(' → ')} MB (median of each third)`,
      ),
      ...(mistakes.length === 0
        ? ['all as it must be']
        : [...mistakes.map((one) => `WRONG        ${one}`), `logs         ${keepLogs(run, mark)}`]),
      '',
    ].join('\n'),
  )
  return mistakes.length === 0
}

function keepLogs({ dir }: TestPlatform, mark: string): string {
  const kept = join('logs', mark)
  cpSync(join(dir, 'logs'), kept, { recursive: true })
  return kept
}

function startTelling(): (line: string) => void {
  const startedAt = performance.now()
  return (line) => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    process.stderr.write(`▸ ${seconds} s: ${line}\n`)
  }
}

/** Has the ERP told of every document that comes to its end. */
async function hearOfJobs({ client }: TestPlatform, erp: ErpStub): Promise<void> {
  const { data } = await client.http.post('/webhooks', {
    url: erp.url,
    events: ['extraction.completed', 'extraction.needs_review', 'extraction.failed'],
  })
  erp.useSecret(WebhookWithSecret.parse(data).secret)
}
