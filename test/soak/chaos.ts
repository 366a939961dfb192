// npm run chaos [-- --every 10 --rate 1 --only killed,slower]
//
// The same as npm run soak, with one fault of each kind.

import { parseArgs } from 'node:util'
import { soak } from './run.ts'

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '10' },
    rate: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const isWell = await soak({
  everySeconds: Number(values.every),
  perSecond: Number(values.rate),
  only: values.only?.split(','),
})
process.exitCode = isWell ? 0 : 1
