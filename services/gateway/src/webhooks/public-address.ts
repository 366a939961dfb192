import ipaddr from 'ipaddr.js'

// Of IPv6, only this is given out; much of the rest leads to IPv4 addresses in one way or another.
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3')

// It lies among public addresses, and within Azure answers with what is secret.
const metadataAddresses = ['168.63.129.16']

/**
 * The kind of an address that is not one of the public Internet, in the words of ipaddr.js: `private`, `loopback`,
 * `ipv4Mapped`… Undefined for a public one. What is no address is `invalid`.
 */
export function whyNotPublic(text: string): string | undefined {
  if (!ipaddr.isValid(text)) return 'invalid'
  const address = ipaddr.parse(text)
  if (metadataAddresses.includes(address.toString())) return 'metadata'
  const range = address.range()
  if (range !== 'unicast') return range
  return address instanceof ipaddr.IPv6 && !address.match(givenOut) ? 'reserved' : undefined
}
