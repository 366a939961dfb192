import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readFile } from 'node:fs/promises'
import { availableParallelism, constants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { detectorLabels } from '@invoice-ml/contracts'
import { z } from 'zod'

// Drawn by the development tool of the same name (`npm run dataset`), in a process of its own.
const tool = join(import.meta.dirname, '../../../packages/synthetic')
const program = join(tool, 'src/cli.ts')
// Changes whenever the same seed would draw something else.
const Generator = z.object({ version: z.int() })
// Not that of any model that ships, so that what is measured on was drawn for no model.
const seed = 20_262
const mostSaid = 2_000
// Each is a process with pages of its own in memory, of which the scheduler has little.
const mostProcesses = 2

/**
 * The name of the data set of so many drawn pages, which says all that decides what is on them: another generator, or another
 * label, makes another one.
 */
export async function generatedName(count: number): Promise<string> {
  const text = await readFile(join(tool, 'generator.json'), 'utf8')
  const { version } = Generator.parse(JSON.parse(text))
  const labels = createHash('sha256').update(detectorLabels.join('\n')).digest('hex').slice(0, 8)
  return `generated-${version}-${seed}-${count}-${labels}`
}

/**
 * The name of a data set of drawn pages, made when it is not there: the same pages each time, by their seed. An interrupted
 * run goes on where it was.
 *
 * @throws Error with what the program said last when it fails.
 */
export async function ensureGeneratedPages(
  datasets: string,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<string> {
  const name = await generatedName(count)
  const folder = join(datasets, name)
  if (await exists(folder)) return name
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  await draw(folder, count, signal)
  return name
}

async function draw(folder: string, count: number, signal: AbortSignal): Promise<void> {
  const jobs = Math.min(mostProcesses, availableParallelism())
  const options = { out: folder, count, seed, jobs }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`])
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said = `${said}${text}`.slice(-mostSaid)
  })
  child.once('error', reject)
  child.once('exit', (code) => {
    if (code === 0) resolve()
    else reject(new Error(`Pages could not be drawn (${code}): ${said.trim()}`))
  })
  // Whoever waits for a document goes first.
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  await promise
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
