import { existsSync } from 'node:fs'

/**
 * Takes the variables of a file into the environment, where the file is and they are not set. What is set and empty counts as not
 * set, for every command alike.
 * @throws Error when this Node cannot read the file
 */
export function loadEnvironment(file) {
  if (existsSync(file)) {
    if (process.loadEnvFile === undefined) {
      throw new Error(`${file} cannot be read by Node ${process.version}: 20.12 or newer can.`)
    }
    process.loadEnvFile(file)
  }
  for (const [name, value] of Object.entries(process.env)) {
    if (value === '') delete process.env[name]
  }
}
