import { X509Certificate } from 'node:crypto'
import { ProblemError } from '@invoice-ml/contracts'

const certificate = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** Checks a text in PEM: certificates that can be read, and nothing else. @throws ProblemError `invalid-request` */
export function checkCertificates(pem: string): void {
  const blocks = pem.match(certificate) ?? []
  const rest = pem.replaceAll(certificate, '').trim()
  if (blocks.length === 0 || rest !== '') throw notCertificates()
  for (const block of blocks) checkCertificate(block)
}

function checkCertificate(block: string): void {
  try {
    new X509Certificate(block)
  } catch (error) {
    throw notCertificates(error)
  }
}

function notCertificates(cause?: unknown): ProblemError {
  const message = 'expected certificates in PEM and nothing else'
  return new ProblemError('invalid-request', `body.ca: ${message}`, {
    errors: [{ path: 'body.ca', message }],
    cause,
  })
}
