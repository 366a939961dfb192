import { ProblemError } from '@invoice-ml/contracts'
import { type AddressGuard, AddressRefused } from './address-guard.ts'

const timeoutMs = 5_000

/** Says no to an address that deliveries may not go to. @throws ProblemError `webhook-address-refused` */
export async function checkAddress(guard: AddressGuard, url: string): Promise<void> {
  try {
    await guard.check(new URL(url), AbortSignal.timeout(timeoutMs))
  } catch (error) {
    const detail =
      error instanceof AddressRefused ? error.message : `${new URL(url).hostname} is not known`
    throw new ProblemError('webhook-address-refused', detail, { cause: error })
  }
}

/** The same for a callback; that its host is not known now is no reason to refuse the document. */
export async function checkCallback(guard: AddressGuard, url: string): Promise<void> {
  try {
    await guard.check(new URL(url), AbortSignal.timeout(timeoutMs))
  } catch (error) {
    if (!(error instanceof AddressRefused)) return
    throw new ProblemError('webhook-address-refused', error.message, { cause: error })
  }
}
