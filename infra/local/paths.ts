import { join, resolve } from 'node:path'

/** The checkout, as an absolute path. */
export const root = join(import.meta.dirname, '..', '..')

/** A path as the person typed it: npm runs scripts in the checkout, whatever folder they were called from. */
export function fromWhereItWasTyped(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

/** The folder or file that a variable of the environment names, by absolute path, or another; a relative one is meant from the checkout. */
export function placeOf(name: string, otherwise: string): string {
  return resolve(root, process.env[name] || otherwise)
}

/** Those of these folders that are named in `env`, by absolute path; a relative one is meant from the checkout. */
export function namedFolders(names: string[], env: NodeJS.ProcessEnv): Record<string, string> {
  const named = names.flatMap((name) => (env[name] ? [[name, resolve(root, env[name])]] : []))
  return Object.fromEntries(named)
}
