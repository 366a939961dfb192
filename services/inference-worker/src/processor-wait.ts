import { readdir, readFile } from 'node:fs/promises'

/**
 * Milliseconds that the threads of a process, added up, have waited for a processor that others had; 0 where the system does
 * not tell (proc(5): the second number of `/proc/PID/task/TID/schedstat`, in nanoseconds).
 */
export async function processorWaitMs(pid: number | undefined): Promise<number> {
  const folder = `/proc/${pid}/task`
  const threads = await readdir(folder).catch(() => [])
  const waits = threads.map((thread) => waitNs(`${folder}/${thread}/schedstat`))
  return (await Promise.all(waits)).reduce((sum, ns) => sum + ns, 0) / 1e6
}

async function waitNs(path: string): Promise<number> {
  try {
    return Number((await readFile(path, 'utf8')).split(' ')[1] ?? 0)
  } catch {
    // The thread has just ended, or this system keeps no such account.
    return 0
  }
}
