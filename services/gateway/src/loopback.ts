import { BlockList, isIPv6 } from 'node:net'
import { ProblemError } from '@invoice-ml/contracts'
import type { NextFunction, Request, Response } from 'express'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6')

/** Whether a socket's address is of this machine. */
export function isLoopback(address: string | undefined): boolean {
  if (!address) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Without a configured key only the machine itself is served. The socket decides: a forwarded header can be forged. */
export function loopbackOnly(request: Request, _response: Response, next: NextFunction): void {
  if (!isLoopback(request.socket.remoteAddress))
    throw new ProblemError(
      'unauthenticated',
      'Without an API key only the machine itself is served',
    )
  next()
}
