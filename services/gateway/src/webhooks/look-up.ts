import dns from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import pLimit from 'p-limit'

export type LookedUp = { address: string; family: number }

export type LookUp = (host: string) => Promise<LookedUp[]>

export type LookUpOptions = {
  /** Names that this machine gives addresses to itself. */
  hostsFile?: string
  resolver?: Pick<dns.Resolver, 'resolve4' | 'resolve6'>
  /** What the system knows of a name in other ways. */
  system?: LookUp
}

// The resolver of the system occupies a thread, which files need as well: of the four that there are, it gets two at most.
const threads = 2

/**
 * Finds the addresses of a host as the system would: in its table of hosts, then by DNS, then by whatever else it is set up
 * for. DNS holds no thread, so hosts whose servers do not answer delay no others.
 *
 * @throws what the resolver throws when the host is not known, or when its servers do not answer.
 */
export function createLookUp(options: LookUpOptions = {}): LookUp {
  const { hostsFile = '/etc/hosts', resolver = new dns.Resolver({ timeout: 2_500, tries: 2 }) } =
    options
  const { system = (host) => dns.lookup(host, { all: true }) } = options
  const limit = pLimit(threads)
  return async (host) => {
    const own = await ownAddresses(host, hostsFile)
    if (own.length > 0) return own
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = [...addressesOf(four, 4), ...addressesOf(six, 6)]
    if (found.length > 0) return found
    for (const outcome of [four, six])
      if (outcome.status === 'rejected' && !isUnknown(outcome.reason)) throw outcome.reason
    return limit(() => system(host))
  }
}

async function ownAddresses(host: string, hostsFile: string): Promise<LookedUp[]> {
  // A machine need not have such a table.
  const table = await readFile(hostsFile, 'utf8').catch(() => '')
  return table.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/)
    const family = isIP(address)
    return family !== 0 && names.includes(host) ? [{ address, family }] : []
  })
}

function addressesOf(outcome: PromiseSettledResult<string[]>, family: number): LookedUp[] {
  if (outcome.status === 'rejected') return []
  return outcome.value.map((address) => ({ address, family }))
}

/** DNS has answered that it does not know, or there is none to ask. */
function isUnknown(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOTFOUND' || code === 'ENODATA' || code === 'ECONNREFUSED'
}
