import { readSettings } from '@invoice-ml/runtime'

type ApiSettings = { host: string; port: number; reload: boolean }

/** Where the settings and the environment want the public API. Throws with every mistake that they hold. */
export function readApiSettings(): ApiSettings {
  return readSettings().api
}
