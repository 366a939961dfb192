import { basename } from 'node:path'
import type { Outcome } from '../extract-files.ts'

/** Shows how far a run is: a line a document, which a terminal keeps overwriting while all is well. */
export function createProgress(total: number) {
  const isTerminal = process.stderr.isTTY
  return {
    show(outcome: Outcome, done: number) {
      const count = `[${String(done).padStart(String(total).length)}/${total}]`
      const line = `${count} ${basename(outcome.path)}  ${describe(outcome)}`
      const isKept = !isTerminal || !('prediction' in outcome)
      process.stderr.write(isTerminal ? `\r\x1b[K${line}${isKept ? '\n' : ''}` : `${line}\n`)
    },
    end() {
      if (isTerminal) process.stderr.write('\r\x1b[K')
    },
  }
}

function describe(outcome: Outcome): string {
  if (!('prediction' in outcome)) return `${outcome.code}: ${outcome.reason}`
  const { fields, overall_confidence, elapsed_ms, needs_review } = outcome.prediction
  const review = needs_review ? ', to review' : ''
  return `${fields.length} fields, confidence ${overall_confidence.toFixed(2)}${review}, ${elapsed_ms} ms`
}
