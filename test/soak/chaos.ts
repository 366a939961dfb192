// npm run chaos [-- --every 10 --rate 1]
//
// The same as npm run soak, with one fault of each kind.

import { parseArgs } from 'node:util'
import { soak } from './run.ts'

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '10' },
    rate: { type: 'string', default: '1' },
  },
})
const isWell = await soak({ everySeconds: Number(values.every), perSecond: Number(values.rate) })
process.exitCode = isWell ? 0 : 1
