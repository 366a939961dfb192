// npm run sbom [-- FOLDER]
//
// Writes what the product is made of: invoice-ml.cdx.json, a bill of materials (CycloneDX 1.6), and licenses.tsv, the licence of
// each package. Into dist/ where no folder is named.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromWhereItWasTyped, root } from './paths.ts'
import { listProductPackages, writeBillOfMaterials } from './product-packages.ts'

const [named] = process.argv.slice(2)
const folder = named === undefined ? join(root, 'dist') : fromWhereItWasTyped(named)
mkdirSync(folder, { recursive: true })
const bill = join(folder, 'invoice-ml.cdx.json')
writeBillOfMaterials(bill)
const packages = listProductPackages()
const list = join(folder, 'licenses.tsv')
const rows = packages.map(({ name, versions, license }) => [name, versions.join(', '), license])
const lines = [['package', 'versions', 'license'], ...rows].map((cells) => cells.join('\t'))
writeFileSync(list, `${lines.join('\n')}\n`)
process.stdout.write(`${packages.length} packages: ${bill}, ${list}\n`)
