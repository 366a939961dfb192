import { readSettings } from '@invoice-ml/runtime'

/** Where the settings and the environment want the public API. Throws with every mistake that they hold. */
export function readApiSettings(): { host: string; port: number } {
  return readSettings().api
}
