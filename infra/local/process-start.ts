import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** When a process began: together with its number it is the same process for sure. Undefined when there is none. */
export function startOf(pid: number): string | undefined {
  return existsSync('/proc/self/stat') ? startByProc(pid) : startByPs(pid)
}

function startByProc(pid: number): string | undefined {
  try {
    // The name in brackets may hold anything; the 20th value after it is the start, in ticks since boot.
    const rest = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return rest?.[0] === 'Z' ? undefined : rest?.[19]
  } catch {
    return undefined
  }
}

/** The same where there is no /proc, as on macOS: its date, to the second, whatever the language and the time zone. */
export function startByPs(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', `${pid}`], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  })
  const [state = '', ...date] = (stdout ?? '').trim().split(/\s+/)
  return date.length === 0 || state.startsWith('Z') ? undefined : date.join(' ')
}
