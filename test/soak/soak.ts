// npm run soak [-- --minutes 60 --every 60 --rate 1 --only killed,slower]
//
// An hour of mixed load with a fault every minute. Fails when anything accepted was lost or read differently, a webhook did not
// arrive, an answer was not as the contract says, or memory grew.

import { parseArgs } from 'node:util'
import { soak } from './run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    every: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const everySeconds = Number(values.every)
const count = Math.floor((Number(values.minutes) * 60) / everySeconds)
const isWell = await soak({
  count,
  everySeconds,
  perSecond: Number(values.rate),
  only: values.only?.split(','),
})
process.exitCode = isWell ? 0 : 1
