import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'

/** A package of others that the product is made of. */
export type ProductPackage = { name: string; versions: string[]; license: string }

// What only tests and benches use is no part of it.
const apart = ['@invoice-ml/test', '@invoice-ml/testing', '@invoice-ml/synthetic']

// Where bootstrap.mjs has installed it.
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const [, name] = /^(pnpm@[^+]+)/.exec(packageManager) ?? []
const tools = join(root, '.tools', `${name?.replace('@', '-')}`)
const pnpm = join(tools, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs')

/** Every package that the product is made of, by name. @throws Error when pnpm cannot tell, or tells of none */
export function listProductPackages(): ProductPackage[] {
  const printed = askPnpm(['licenses', 'list', '--recursive', '--json'])
  // As pnpm writes it; before it, it may warn.
  const byLicense = JSON.parse(printed.slice(printed.indexOf('{'))) as Record<
    string,
    { name: string; versions: string[] }[]
  >
  const packages = Object.entries(byLicense).flatMap(([license, list]) =>
    list.map(({ name, versions }) => ({ name, versions, license })),
  )
  if (packages.length === 0) throw new Error('pnpm knows of no package at all')
  return packages.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Writes a CycloneDX bill of materials of them. @throws Error when pnpm cannot */
export function writeBillOfMaterials(file: string): void {
  const format = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6']
  askPnpm(['sbom', ...format, '--sbom-type', 'application', '--out', file])
}

function askPnpm(args: string[]): string {
  const filters = apart.flatMap((name) => ['--filter', `!${name}`])
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [pnpm, ...args, '--prod', ...filters],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 50_000_000,
      env: {
        ...process.env,
        pnpm_config_pm_on_fail: 'ignore',
        pnpm_config_node_version: process.versions.node,
      },
    },
  )
  if (status !== 0) throw new Error(`pnpm ended with ${status}: ${stderr}`)
  return stdout
}
