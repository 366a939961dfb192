import { BlockList, isIPv6 } from 'node:net'
import type { Request } from 'express'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6')

/** Whether a socket's address is of this machine. */
export function isLoopback(address: string | undefined): boolean {
  if (!address) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Whether a proxy brought it: then the socket says nothing about who asks. */
function isForwarded(request: Request): boolean {
  return forwardingHeaders.some((name) => request.get(name) !== undefined)
}

/** Whether a page of another site sent it: a form may be posted anywhere, by whoever opens the page. */
function isSentByOtherSite(request: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  const origin = request.get('origin')
  const isForeign = origin !== undefined && !loopbackHost.test(origin.replace(/^https?:\/\//, ''))
  return isForeign || request.get('sec-fetch-site') === 'cross-site'
}

/**
 * Whether the machine itself asks, which is all that is served while no key exists. The socket decides, since a forwarded
 * header can be forged; the name must be the machine's own too, or a web page could reach us through a name of its own that
 * leads here.
 */
export function isOfThisMachine(request: Request): boolean {
  return (
    isLoopback(request.socket.remoteAddress) &&
    loopbackHost.test(request.get('host') ?? '') &&
    !isForwarded(request) &&
    !isSentByOtherSite(request)
  )
}
