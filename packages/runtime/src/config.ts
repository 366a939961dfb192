import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Settings } from './settings.ts'

/** What every service takes from the environment. */
const ServiceEnvironment = z.object({
  ADMIN_PORT: z.coerce.number().int().min(0).max(65_535),
  ADMIN_HOST: z.string().default('127.0.0.1'),
  LOG_DIR: z.string().default('logs'),
  STOP_TIMEOUT_MS: z.coerce.number().int().min(1).default(30_000),
})
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>

/** The settings of the platform, and the variables that the service declared. */
export type Config<Environment> = ServiceEnvironment & Environment & { settings: Settings }

/** Everything that is wrong with the configuration, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly mistakes: string[]

  constructor(mistakes: string[]) {
    super(`The configuration has ${mistakes.length} mistake(s):\n  ${mistakes.join('\n  ')}`)
    this.mistakes = mistakes
  }
}

/**
 * Reads settings.yaml (INVOICE_SETTINGS, default config/settings.yaml), its overrides `INVOICE_A__B`, and the
 * variables that a service declares. Where NAME is not set, NAME_FILE may name a file that holds it, as secrets of containers
 * do.
 *
 * @throws ConfigError with every mistake of both.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  environmentSchema: z.ZodObject<Shape>,
  env: NodeJS.ProcessEnv,
): Config<z.infer<z.ZodObject<Shape>>> {
  const mistakes: string[] = []
  const settings = Settings.safeParse(override(readSettingsFile(env, mistakes), env, mistakes))
  const own = parseEnvironment(environmentSchema, env, mistakes)
  const common = parseEnvironment(ServiceEnvironment, env, mistakes)
  if (!settings.success) mistakes.push(...describe('settings ', settings.error))
  if (mistakes.length > 0 || !settings.success || !own || !common) throw new ConfigError(mistakes)
  return { ...common, ...own, settings: settings.data }
}

/** What stands in the files that NAME_FILE names, if anything, for each of these names that is not set. */
function readFiles(
  names: string[],
  env: NodeJS.ProcessEnv,
  mistakes: string[],
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const path = env[`${name}_FILE`]
    if (path === undefined || env[name] !== undefined) continue
    try {
      const text = readFileSync(path, 'utf8').trim()
      // As for variables: a secret that is not needed may be there and empty.
      if (text !== '') found[name] = text
    } catch (error) {
      mistakes.push(`environment ${name}_FILE: ${error instanceof Error ? error.message : error}`)
    }
  }
  return found
}

function describe(where: string, error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${where}${path.join('.')}: ${message}`)
}

type Tree = Record<string, unknown>

/** Where the settings file is. */
export function settingsPath(env: NodeJS.ProcessEnv): string {
  return resolve(env.INVOICE_SETTINGS || 'config/settings.yaml')
}

function readSettingsFile(env: NodeJS.ProcessEnv, mistakes: string[]): Tree {
  const path = settingsPath(env)
  if (!existsSync(path)) {
    mistakes.push(`settings file ${path} does not exist`)
    return {}
  }
  try {
    // One in which all is commented out sets nothing.
    const tree: unknown = parse(readFileSync(path, 'utf8')) ?? {}
    if (isTree(tree)) return tree
    mistakes.push(`settings file ${path} holds no keys`)
  } catch (error) {
    mistakes.push(`settings file ${path}: ${error instanceof Error ? error.message : error}`)
  }
  return {}
}

// Variables of the bootstrap and the command line share the prefix; only those with a path are settings.
const settingVariable = /^INVOICE_([A-Z][A-Z0-9_]*__[A-Z0-9_]+)$/

function override(tree: Tree, env: NodeJS.ProcessEnv, mistakes: string[]): Tree {
  const result = structuredClone(tree)
  for (const [name, value] of Object.entries(env)) {
    const match = settingVariable.exec(name)
    // An empty one is not set: as YAML it would be null, which may mean for ever.
    if (!match?.[1] || !value) continue
    const path = match[1].toLowerCase().split('__')
    try {
      // YAML reads 0.9 as a number, true as a boolean and [fra, eng] as a list.
      if (!set(result, path, parse(value)))
        mistakes.push(`environment ${name}: no setting has this path`)
    } catch {
      mistakes.push(`environment ${name}: its value is not YAML`)
    }
  }
  return result
}

function set(tree: Tree, path: string[], value: unknown): boolean {
  const [key = '', ...rest] = path
  if (rest.length === 0) {
    tree[key] = value
    return true
  }
  const child = tree[key] ?? {}
  if (!isTree(child)) return false
  tree[key] = child
  return set(child, rest, value)
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Variables of the environment alone, for programs that are no service; NAME_FILE stands in for NAME. @throws ConfigError */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const mistakes: string[] = []
  const parsed = parseEnvironment(schema, env, mistakes)
  if (mistakes.length > 0 || !parsed) throw new ConfigError(mistakes)
  return parsed
}

function parseEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: NodeJS.ProcessEnv,
  mistakes: string[],
): z.infer<z.ZodObject<Shape>> | undefined {
  // An empty variable is one that is not set, as Compose makes them.
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const fromFiles = readFiles(Object.keys(schema.shape), filled, mistakes)
  const parsed = schema.safeParse({ ...filled, ...fromFiles })
  if (!parsed.success) mistakes.push(...describe('environment ', parsed.error))
  return parsed.data
}

/** The settings alone, for programs that are no service. @throws ConfigError */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const mistakes: string[] = []
  const settings = Settings.safeParse(override(readSettingsFile(env, mistakes), env, mistakes))
  if (!settings.success) mistakes.push(...describe('settings ', settings.error))
  if (mistakes.length > 0 || !settings.success) throw new ConfigError(mistakes)
  return settings.data
}
