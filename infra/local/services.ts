import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildOptions } from './child.ts'
import { root } from './paths.ts'

export type ServiceName =
  | 'dashboard'
  | 'gateway'
  | 'inference-worker'
  | 'feedback'
  | 'retrain-scheduler'
  | 'trainer'

/** Documents are read without them, so the platform runs when they do not. */
export const optionalServices = ['dashboard', 'feedback', 'retrain-scheduler', 'trainer']

export type ServicePlace = {
  /** Distinguishes replicas: `gateway`, `gateway-2`. */
  name: string
  service: ServiceName
  adminPort: number
  env: NodeJS.ProcessEnv
  logDir: string
  /** Start it anew whenever its source changes. */
  reload: boolean
}

const trainerDir = join(root, 'services', 'trainer')

/** How each service is started and when it is ready: when its own /readyz says so. */
export function describeService(place: ServicePlace): ChildOptions {
  const { name, service, adminPort, env, logDir, reload } = place
  return {
    name,
    ...(service === 'trainer' ? trainerCommand(env) : nodeCommand(service, reload)),
    env: { ...env, PYTHONPATH: trainerDir, ADMIN_PORT: `${adminPort}`, LOG_DIR: logDir },
    // The services write and rotate their own logs; this one is for what they say before they can.
    logFile: join(logDir, `${name}.out.log`),
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 45_000,
    isReady: () => answersReady(adminPort),
    readyTimeoutMs: 180_000,
  }
}

function nodeCommand(service: ServiceName, reload: boolean) {
  const main = join(root, 'services', service, 'src', 'main.ts')
  const flags = ['--disable-warning=ExperimentalWarning', ...(reload ? ['--watch'] : [])]
  return { command: process.execPath, args: [...flags, main] }
}

function trainerCommand({
  TRAINING_DIR = 'data/training',
  MODEL_DIR = 'models',
}: NodeJS.ProcessEnv) {
  const folders = {
    runs: join(TRAINING_DIR, 'runs'),
    datasets: join(TRAINING_DIR, 'datasets'),
    models: MODEL_DIR,
  }
  const options = Object.entries(folders).flatMap(([name, path]) => [`--${name}`, path])
  return { command: python(), args: ['-m', 'trainer', 'serve', ...options] }
}

/** The Python that has PyTorch: Debian's, unless another is named. */
export function python(): string {
  return process.env.INVOICE_PYTHON || '/usr/bin/python3'
}

/** Debian's names of what the trainer imports. */
export const trainerPackages = 'python3-torch python3-numpy python3-pil python3-yaml'

/** Whether a Python is there that has everything the trainer imports: PyTorch, NumPy, Pillow and PyYAML. */
export function hasTrainer(): boolean {
  const names = '["torch", "numpy", "PIL", "yaml"]'
  const probe = `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ${names})))`
  return (
    existsSync(join(trainerDir, 'trainer', 'server.py')) &&
    existsSync(python()) &&
    spawnSync(python(), ['-c', probe]).status === 0
  )
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(5_000)
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
