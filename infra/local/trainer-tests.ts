import { execFile } from 'node:child_process'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { root } from './paths.ts'
import { hasTrainer, python, trainerPackages } from './services.ts'
import { undoOnSignal } from './undo-on-signal.ts'

export type Counts = { passed: number; failed: number; skipped: number }

const none: Counts = { passed: 0, failed: 0, skipped: 0 }

// The other tests run at the same time, and wait for much.
const niceness = 10

/**
 * Starts the trainer's own tests, where a Python with its packages is there; one line says so where it is not. What is returned
 * waits for their end and prints what they said.
 */
export function startTrainerTests(say: (line: string) => void): () => Promise<Counts> {
  if (!hasTrainer()) {
    say(
      `The trainer's tests are left out: packages for ${python()} are missing (apt-get install ${trainerPackages})`,
    )
    return async () => none
  }
  const folder = join(root, 'services', 'trainer')
  const args = ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.']
  say("Running the trainer's tests beside the others")
  const running = run(python(), args, folder, niceness)
  return async () => {
    const { isOk, output } = await running
    process.stdout.write(output)
    return countsOf(output, isOk)
  }
}

/** Reads the last lines that unittest prints: `Ran 12 tests in 3.2s`, `FAILED (failures=1, errors=2, skipped=1)`. */
function countsOf(output: string, isOk: boolean): Counts {
  const number = (pattern: RegExp) => Number(output.match(pattern)?.[1] ?? 0)
  const ran = number(/Ran (\d+) tests?/)
  const skipped = number(/skipped=(\d+)/)
  const failed = number(/failures=(\d+)/) + number(/errors=(\d+)/)
  const atLeast = isOk ? failed : Math.max(1, failed)
  return { passed: Math.max(0, ran - skipped - failed), failed: atLeast, skipped }
}

/** Runs a program to its end, however it ends, beside everything else. `output` is all that it has said. */
export function run(
  command: string,
  args: string[],
  cwd: string,
  niceness = 0,
): Promise<{ isOk: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, maxBuffer: 50_000_000 }, (error, stdout, stderr) =>
      resolve({ isOk: error === null, output: `${stdout}${stderr}` }),
    )
    undoOnSignal(() => void child.kill())
    const { pid } = child
    try {
      if (pid !== undefined && niceness > 0) setPriority(pid, niceness)
    } catch {
      // It has just ended, or the system does not let it: it runs as everything else.
    }
  })
}
