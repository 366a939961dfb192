import { ProblemError } from '@invoice-ml/contracts'

/** Gathers what an extraction lacks, so that whoever asked learns all of it at once. */
export type Faults = {
  /** `path` names fields by their labels. */
  add: (path: string, message: string) => void
  /** @throws ProblemError `export-incomplete` when there is any */
  throwAny: () => void
}

export function createFaults(): Faults {
  const errors: { path: string; message: string }[] = []
  return {
    add: (path, message) => errors.push({ path, message }),
    throwAny: () => {
      if (errors.length === 0) return
      const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
      throw new ProblemError('export-incomplete', detail, { errors })
    },
  }
}
