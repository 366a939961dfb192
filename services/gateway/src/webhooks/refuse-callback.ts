import { ProblemError } from '@invoice-ml/contracts'
import type { Webhooks } from '@invoice-ml/storage'
import type { AddressGuard } from './address-guard.ts'
import { checkCallback } from './check-address.ts'

type Dependencies = { webhooks: Pick<Webhooks, 'takesCallbacks'>; guard: AddressGuard }

/** @throws ProblemError when nothing would be sent to this `callback_url` */
export async function refuseCallback(
  url: string,
  { webhooks, guard }: Dependencies,
): Promise<void> {
  if (!(await webhooks.takesCallbacks()))
    throw new ProblemError('webhook-disabled', 'The operator has stopped callbacks')
  await checkCallback(guard, url)
}
