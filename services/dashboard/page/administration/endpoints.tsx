import type { Webhook } from '@invoice-ml/contracts'
import { Button, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Loaded } from '../components/loaded.tsx'
import { SecretOnce } from '../components/secret-once.tsx'
import { useLanguage } from '../messages/language.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { NewEndpoint } from './new-endpoint.tsx'

/** The addresses that are told of events. */
export function Endpoints() {
  const webhooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => call('get', '/webhooks', { signal }),
  })
  return <Loaded query={webhooks}>{(data) => <Addresses webhooks={data.webhooks} />}</Loaded>
}

function Addresses({ webhooks }: { webhooks: Webhook[] }) {
  const { text } = useLanguage()
  const [isAdding, { open, close }] = useDisclosure()
  const [secret, setSecret] = useState<string>()
  const add = (
    <Button leftSection={<IconPlus aria-hidden size={16} />} onClick={open}>
      {text.webhooks.add}
    </Button>
  )
  const hasEndpoints = webhooks.some(({ kind }) => kind === 'endpoint')
  return (
    <Stack gap="sm">
      {secret !== undefined && (
        <SecretOnce
          words={text.webhooks.secretOnce}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      {hasEndpoints ? (
        <div>{add}</div>
      ) : (
        <EmptyState
          icon={<IconWebhook aria-hidden size={40} stroke={1.4} />}
          title={text.webhooks.noEndpoints}
          hint={text.webhooks.noEndpointsHint}
        >
          {add}
        </EmptyState>
      )}
      {webhooks.map((webhook) => (
        <EndpointCard key={webhook.webhook_id} webhook={webhook} onSecret={setSecret} />
      ))}
      <NewEndpoint isOpen={isAdding} onClose={close} onSecret={setSecret} />
    </Stack>
  )
}
