// `npm run licenses`: the licence of every package that the product is made of, against those that are allowed.

import { isAllowed } from './license.ts'
import { listProductPackages } from './product-packages.ts'

const packages = listProductPackages()
const refused = packages.filter((one) => !isAllowed(one))
for (const { name, versions, license } of refused)
  process.stderr.write(`${name} ${versions.join(', ')} is under ${license}\n`)
process.stdout.write(`${packages.length} packages, ${refused.length} under a licence not allowed\n`)
if (refused.length > 0) process.exitCode = 1
