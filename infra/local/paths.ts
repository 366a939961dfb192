import { join, resolve } from 'node:path'

/** The checkout, as an absolute path. */
export const root = join(import.meta.dirname, '..', '..')

/** Those of these folders that are named in `env`, by absolute path; a relative one is meant from the checkout. */
export function namedFolders(names: string[], env: NodeJS.ProcessEnv): Record<string, string> {
  const named = names.flatMap((name) => (env[name] ? [[name, resolve(root, env[name])]] : []))
  return Object.fromEntries(named)
}
