import { type ChildProcess, spawn, spawnSync } from 'node:child_process'

export type Account = { uid: number; gid: number }

type Command = {
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv | undefined
  /** The account it runs under, when not ours. */
  account?: Account | undefined
  /** What the kernel sends it when this process ends, however it ends. */
  stopSignal: NodeJS.Signals
}

const hasSetpriv =
  process.platform === 'linux' &&
  spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0

/**
 * Starts a process in a session of its own, so that Ctrl-C in the terminal reaches only us and we end things in
 * order. Where the kernel can (Linux), it ends the process when we are killed: no orphan is left.
 */
export function spawnChild({ command, args, env, account, stopSignal }: Command): ChildProcess {
  const common = { env: { ...process.env, ...env }, detached: true, stdio: 'pipe' } as const
  if (!hasSetpriv) return spawn(command, args, { ...common, ...account })
  const flags = ['--pdeathsig', stopSignal.replace('SIG', '')]
  if (account !== undefined) {
    flags.push('--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups')
  }
  return spawn('setpriv', [...flags, '--', command, ...args], common)
}

/** Resolves once the process has ended, to words that say how. Never rejects. */
export function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `status ${code}`))
  })
}
