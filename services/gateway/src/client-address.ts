import { isIP } from 'node:net'
import type { Request } from 'express'

/** Where a request comes from: the socket's other end, or what trusted proxies say of it. */
export function clientAddress(request: Request): string {
  const { ip } = request
  // A proxy may be trusted and pass on nonsense all the same.
  const address = ip !== undefined && isIP(ip) ? ip : request.socket.remoteAddress
  return (address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '')
}

/** Who shares a limit: an address, or the network that a household or a company gets of IPv6 (/56), as 14 digits. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':'))
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  const groups = [...head, ...zeros, ...tail]
  return groups
    .map((group) => group.padStart(4, '0'))
    .join('')
    .slice(0, 14)
}
