import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const python = process.env.INVOICE_PYTHON ?? '/usr/bin/python3'

/** Whether a Python with PyTorch is there to run the trainer. */
export function hasPyTorch(): boolean {
  const probe = 'import importlib.util as u, sys; sys.exit(u.find_spec("torch") is None)'
  return spawnSync(python, ['-c', probe]).status === 0
}

export type Process = {
  /** Ends it as a machine does that loses its power. */
  kill: () => Promise<void>
}

const started = new Set<ChildProcess>()

function start(command: string, args: string[], env: NodeJS.ProcessEnv): Process {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  started.add(child)
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await over
      started.delete(child)
    },
  }
}

export function startScheduler(env: NodeJS.ProcessEnv): Process {
  return start(process.execPath, ['services/retrain-scheduler/src/main.ts'], env)
}

type Folders = { runs: string; datasets: string; models: string }

export function startTrainer(port: number, folders: Folders): Process {
  const options = Object.entries(folders).flatMap(([name, path]) => [`--${name}`, path])
  const args = ['-m', 'trainer', 'serve', '--port', `${port}`, ...options]
  return start(python, args, { PYTHONPATH: join(root, 'services/trainer') })
}

/** What a test starts does not outlive its file. */
export function endProcessesAfterwards(): void {
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL')
  })
}
