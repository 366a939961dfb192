import { readdir, readFile } from 'node:fs/promises'

/**
 * Watches from now on how many milliseconds that thread of a process which waited longest has waited for a processor that
 * others had; 0 where the system does not tell (proc(5): the second number of `/proc/PID/task/TID/schedstat`, nanoseconds).
 */
export function watchProcessorWait(pid: number | undefined): () => Promise<number> {
  const before = waitsOf(pid)
  return async () => {
    const [earlier, now] = await Promise.all([before, waitsOf(pid)])
    const grown = [...now].map(([thread, ms]) => ms - (earlier.get(thread) ?? 0))
    return Math.max(0, ...grown)
  }
}

async function waitsOf(pid: number | undefined): Promise<Map<string, number>> {
  const folder = `/proc/${pid}/task`
  const threads = await readdir(folder).catch(() => [])
  return new Map(
    await Promise.all(
      threads.map(async (thread) => [thread, await waitMs(`${folder}/${thread}`)] as const),
    ),
  )
}

async function waitMs(thread: string): Promise<number> {
  try {
    return Number((await readFile(`${thread}/schedstat`, 'utf8')).split(' ')[1] ?? 0) / 1e6
  } catch {
    // The thread has just ended, or this system keeps no such account.
    return 0
  }
}
