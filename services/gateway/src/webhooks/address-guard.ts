import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { createLookUp, type LookUp } from './look-up.ts'
import { whyNotPublic } from './public-address.ts'

/** An address that may be connected to. */
export type CheckedAddress = { address: string; family: 4 | 6 }

/** Nothing may be sent there. The message says why, for whoever registered it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

export type AddressGuard = {
  /**
   * Looks the host up, once, and checks every address that it has: connect to what this returns and to nothing else. Throws
   * AddressRefused; what the resolver throws when the host is not known; the signal's reason.
   */
  check: (url: URL, signal: AbortSignal) => Promise<CheckedAddress[]>
}

export type GuardOptions = {
  /** Networks whose addresses are allowed, in CIDR notation. */
  allowedNetworks: string[]
  /** Hosts that may have private addresses, in lower case. */
  allowedHosts: string[]
  lookup?: LookUp
}

// What the name of an allowed host may lead to beside public addresses. Whatever else a machine answers at, as where a cloud
// gives its secrets away, only a network opens.
const privateKinds = ['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']

/** Keeps deliveries from addresses that are not public, unless the settings allow them. */
export function createAddressGuard(options: GuardOptions): AddressGuard {
  const { allowedHosts, lookup = createLookUp() } = options
  const networks = options.allowedNetworks.map((network) => ipaddr.parseCIDR(network))
  const underWay = new Map<string, ReturnType<LookUp>>()

  /** Who asks for a host that is being looked up waits for the same answer. */
  function lookUpOnce(host: string) {
    const pending = underWay.get(host) ?? lookup(host).finally(() => underWay.delete(host))
    underWay.set(host, pending)
    return pending
  }

  async function addressesOf(host: string, signal: AbortSignal): Promise<CheckedAddress[]> {
    const family = isIP(host)
    if (family === 4 || family === 6) return [{ address: host, family }]
    const found = await orAborted(lookUpOnce(host), signal)
    return found.map((one) => ({ address: one.address, family: one.family === 6 ? 6 : 4 }))
  }

  return {
    check: async (url, signal) => {
      if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw new AddressRefused(
          `${url.protocol} is not served: only https is, and http where allowed`,
        )
      const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
      const isHostAllowed = allowedHosts.includes(host)
      const addresses = await addressesOf(host, signal)
      if (addresses.length === 0) throw new Error(`${host} has no address`)
      const isInNetwork = ({ address }: CheckedAddress) => lies(address, networks)
      for (const one of addresses.filter((each) => !isInNetwork(each))) {
        const kind = whyNotPublic(one.address)
        if (kind === undefined || (isHostAllowed && privateKinds.includes(kind))) continue
        throw new AddressRefused(
          `${host} leads to an address that is not public (${kind}), and that webhooks.allowed_networks does not hold`,
        )
      }
      if (url.protocol === 'http:' && !isHostAllowed && !addresses.every(isInNetwork))
        throw new AddressRefused(
          `${host} must be reached by https: it is in neither webhooks.allowed_hosts nor webhooks.allowed_networks`,
        )
      return addresses
    },
  }
}

function lies(text: string, networks: ReturnType<typeof ipaddr.parseCIDR>[]): boolean {
  // An IPv4 address in IPv6 clothes is reached as what it is.
  const address = ipaddr.process(text)
  return networks.some((network) => network[0].kind() === address.kind() && address.match(network))
}

/** Lookups cannot be stopped, but nobody has to wait for them. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
