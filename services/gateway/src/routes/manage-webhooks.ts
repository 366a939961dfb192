import {
  changeWebhook,
  createId,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  ProblemError,
  readWebhook,
  rotateWebhookSecret,
} from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { StoredWebhook, Webhooks } from '@invoice-ml/storage'
import type { Express } from 'express'
import { presentWebhook } from '../present-webhook.ts'
import type { AddressGuard } from '../webhooks/address-guard.ts'
import { checkCertificates } from '../webhooks/certificates.ts'
import { checkAddress } from '../webhooks/check-address.ts'
import { createSecret } from '../webhooks/sign.ts'

type Dependencies = { webhooks: Webhooks; guard: AddressGuard }

const maxEndpoints = 100

/** /webhooks and /webhooks/{webhook_id}: who is told of what, and the secrets that sign it. */
export function addManageWebhooks(app: Express, { webhooks, guard }: Dependencies): void {
  route(app, createWebhook, async ({ body }) => {
    const { url, events, description, include_result, headers, ca } = body
    if (ca !== undefined) checkCertificates(ca)
    await checkAddress(guard, url)
    const secret = createSecret()
    const webhook = await webhooks.create(
      {
        id: createId('wh'),
        url,
        events,
        description,
        includeResult: include_result,
        headers,
        ca,
        secret,
      },
      maxEndpoints,
    )
    if (!webhook)
      throw new ProblemError('too-many-webhooks', `There are ${maxEndpoints} endpoints already`)
    return {
      status: 201,
      body: { ...presentWebhook(webhook), secret },
      headers: { Location: `/webhooks/${webhook.id}` },
      target: webhook.id,
    }
  })

  route(app, listWebhooks, async () => ({
    status: 200,
    body: { webhooks: (await webhooks.list()).map(presentWebhook) },
  }))

  route(app, readWebhook, async ({ params }) => ({
    status: 200,
    body: presentWebhook(await findWebhook(webhooks, params.webhook_id)),
  }))

  route(app, changeWebhook, async ({ params, body }) => {
    const { include_result: includeResult, ...changes } = body
    const { id, kind } = await findWebhook(webhooks, params.webhook_id)
    if (kind === 'callback' && changes.url !== undefined) throw fixed('it has no address')
    if (typeof changes.ca === 'string') checkCertificates(changes.ca)
    if (changes.url !== undefined) await checkAddress(guard, changes.url)
    const webhook = await webhooks.change(id, { ...changes, includeResult })
    return { status: 200, body: presentWebhook(thereOr404(webhook, id)) }
  })

  route(app, deleteWebhook, async ({ params }) => {
    const { id, kind } = await findWebhook(webhooks, params.webhook_id)
    if (kind === 'callback') throw fixed('it cannot be erased')
    if (!(await webhooks.remove(id))) throw notFound(id)
    return { status: 204 }
  })

  route(app, rotateWebhookSecret, async ({ params, query }) => {
    const id = params.webhook_id
    const secret = createSecret()
    const webhook = await webhooks.rotateSecret(id, secret, query.overlap_hours)
    return { status: 200, body: { ...presentWebhook(thereOr404(webhook, id)), secret } }
  })
}

/** @throws ProblemError `webhook-not-found` */
export async function findWebhook(
  webhooks: Pick<Webhooks, 'find'>,
  id: string,
): Promise<StoredWebhook> {
  return thereOr404(await webhooks.find(id), id)
}

function thereOr404(webhook: StoredWebhook | undefined, id: string): StoredWebhook {
  if (!webhook) throw notFound(id)
  return webhook
}

function notFound(id: string): ProblemError {
  return new ProblemError('webhook-not-found', `There is no ${id}`)
}

function fixed(why: string): ProblemError {
  return new ProblemError('webhook-is-fixed', `This endpoint stands for every callback_url: ${why}`)
}
