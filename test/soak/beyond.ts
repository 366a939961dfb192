// Runs in the other name space of a cable: lets what comes in at the first address out to the second, and says where in.
import { createNetwork } from '@invoice-ml/testing/network'

const [host, address = ''] = process.argv.slice(2)
process.stdout.write(`${await createNetwork(host).lead(address)}\n`)
