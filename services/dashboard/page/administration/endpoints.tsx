import { Button, Center, Loader, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { SecretOnce } from '../components/secret-once.tsx'
import { useLanguage } from '../messages/language.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { NewEndpoint } from './new-endpoint.tsx'

/** The addresses that are told of events. */
export function Endpoints() {
  const { text } = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => call('get', '/webhooks', { signal }),
  })
  const [isAdding, { open, close }] = useDisclosure()
  const [secret, setSecret] = useState<string>()
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <Center h="30vh">
        <Loader aria-label={text.common.loading} />
      </Center>
    )
  const add = (
    <Button leftSection={<IconPlus aria-hidden size={16} />} onClick={open}>
      {text.webhooks.add}
    </Button>
  )
  const hasEndpoints = data.webhooks.some(({ kind }) => kind === 'endpoint')
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
      {data.webhooks.map((webhook) => (
        <EndpointCard key={webhook.webhook_id} webhook={webhook} onSecret={setSecret} />
      ))}
      <NewEndpoint isOpen={isAdding} onClose={close} onSecret={setSecret} />
    </Stack>
  )
}
