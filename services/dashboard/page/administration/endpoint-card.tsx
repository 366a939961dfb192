import type { Webhook } from '@invoice-ml/contracts'
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { call } from '../api.ts'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Sentence } from '../components/sentence.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useAction } from '../use-action.ts'
import { Deliveries } from './deliveries.tsx'

type Props = { webhook: Webhook; onSecret: (secret: string) => void }

/** One address: what it is told, whether it answers, and what was sent to it. */
export function EndpointCard({ webhook, onSecret }: Props) {
  const { text } = useLanguage()
  const [isOpen, { toggle }] = useDisclosure()
  const isOwn = webhook.kind === 'endpoint'
  const name = isOwn ? webhook.url : text.webhooks.callbacks
  return (
    <Card withBorder padding="sm" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={600} className="long">
            {name}
          </Text>
          <Badge variant="light" color={webhook.enabled ? 'green' : 'gray'} className="badge">
            {webhook.enabled ? text.webhooks.enabled : text.webhooks.disabled}
          </Badge>
        </Group>
        {isOwn && webhook.description && <Text size="sm">{webhook.description}</Text>}
        {webhook.disabled_reason && (
          <Text size="sm">
            <Sentence>{webhook.disabled_reason}</Sentence>
          </Text>
        )}
        <Text size="xs" className="long">
          {webhook.events.join(' · ')}
        </Text>
        <Actions webhook={webhook} onSecret={onSecret} isOpen={isOpen} onToggle={toggle} />
        {isOpen && <Deliveries webhookId={webhook.webhook_id} />}
      </Stack>
    </Card>
  )
}

type ActionProps = Props & { isOpen: boolean; onToggle: () => void }

function Actions({ webhook, onSecret, isOpen, onToggle }: ActionProps) {
  const { text } = useLanguage()
  const [isDeleting, { open, close }] = useDisclosure()
  const { run, isBusy, error } = useAction(['webhooks', 'deliveries'])
  const params = { webhook_id: webhook.webhook_id }
  const isOwn = webhook.kind === 'endpoint'

  async function test(): Promise<void> {
    if (await run(() => call('post', '/webhooks/{webhook_id}/test', { params })))
      notifications.show({ message: text.webhooks.tested, color: 'green' })
  }

  const setEnabled = (enabled: boolean) =>
    run(() => call('patch', '/webhooks/{webhook_id}', { params, json: { enabled } }))
  const rotate = () =>
    run(async () =>
      onSecret((await call('post', '/webhooks/{webhook_id}/rotate-secret', { params })).secret),
    )
  return (
    <>
      <Group gap="xs">
        <Button size="xs" variant="default" aria-expanded={isOpen} onClick={onToggle}>
          {text.webhooks.deliveries}
        </Button>
        {isOwn && webhook.enabled && (
          <Button size="xs" variant="default" loading={isBusy} onClick={() => void test()}>
            {text.webhooks.test}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => void setEnabled(!webhook.enabled)}>
          {webhook.enabled ? text.webhooks.stop : text.webhooks.start}
        </Button>
        <Button size="xs" variant="default" onClick={() => void rotate()}>
          {text.webhooks.rotate}
        </Button>
        {isOwn && (
          <Button size="xs" variant="default" onClick={open}>
            {text.common.delete}
          </Button>
        )}
      </Group>
      {error !== undefined && <ProblemNote error={error} />}
      <ConfirmDialog
        isOpen={isDeleting}
        title={webhook.url ?? ''}
        words={text.webhooks.deleteSure}
        action={text.common.delete}
        onClose={close}
        onConfirm={async () => {
          await call('delete', '/webhooks/{webhook_id}', { params })
          await run(async () => {})
        }}
      />
    </>
  )
}
