import { listDeliveries, ProblemError, replayDelivery, testWebhook } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { Deliveries, StoredWebhook, Webhooks } from '@invoice-ml/storage'
import type { Express } from 'express'
import { presentDelivery } from '../present-webhook.ts'
import type { WebhookSender } from '../webhooks/webhook-sender.ts'
import { findWebhook } from './manage-webhooks.ts'

type Dependencies = {
  webhooks: Pick<Webhooks, 'find'>
  deliveries: Deliveries
  sender: Pick<WebhookSender, 'hurry'>
}

/** Tests, the log, and replays. */
export function addManageDeliveries(app: Express, dependencies: Dependencies): void {
  const { webhooks, deliveries, sender } = dependencies

  route(app, testWebhook, async ({ params }) => {
    const webhook = await findWebhook(webhooks, params.webhook_id)
    if (webhook.kind === 'callback')
      throw new ProblemError('webhook-is-fixed', 'It has no address that could be tested')
    refuseWhenDisabled(webhook)
    const delivery = await deliveries.addTest(webhook.id)
    sender.hurry()
    return { status: 202, body: presentDelivery(delivery) }
  })

  route(app, listDeliveries, async ({ params, query }) => {
    const { id } = await findWebhook(webhooks, params.webhook_id)
    const { status, limit, cursor } = query
    // One more than asked for tells whether there is a next page.
    const found = await deliveries.list(id, { status, limit: limit + 1, after: cursor })
    const page = found.slice(0, limit)
    const next_cursor = found.length > page.length ? page.at(-1)?.id : undefined
    return { status: 200, body: { deliveries: page.map(presentDelivery), next_cursor } }
  })

  route(app, replayDelivery, async ({ params }) => {
    const known = await deliveries.find(params.delivery_id)
    if (!known) throw notFound(params.delivery_id)
    refuseWhenDisabled(await findWebhook(webhooks, known.webhookId))
    const delivery = await deliveries.replay(known.id)
    if (!delivery) throw notFound(known.id)
    sender.hurry()
    return { status: 202, body: presentDelivery(delivery) }
  })
}

function refuseWhenDisabled({ id, enabled, disabledReason }: StoredWebhook): void {
  if (enabled) return
  throw new ProblemError('webhook-disabled', `${id}: ${disabledReason}`)
}

function notFound(id: string): ProblemError {
  return new ProblemError('delivery-not-found', `There is no ${id}`)
}
