import type { ApiKey } from '@invoice-ml/contracts'
import { Badge, Button, Code, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Loaded } from '../components/loaded.tsx'
import { SecretOnce } from '../components/secret-once.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useAction } from '../use-action.ts'
import { useApiKeys } from '../use-api-keys.ts'
import { NewKey } from './new-key.tsx'

const firstKeyCommand = "npm run api-key -- create --name 'first' --scopes admin"

/** Who may do what. */
export function ApiKeys() {
  return <Loaded query={useApiKeys()}>{(data) => <Keys apiKeys={data.api_keys} />}</Loaded>
}

function Keys({ apiKeys }: { apiKeys: ApiKey[] }) {
  const { text } = useLanguage()
  const [isAdding, { open, close }] = useDisclosure()
  const [secret, setSecret] = useState<string>()
  const hasKeys = apiKeys.some(({ status }) => status === 'active')
  if (!hasKeys)
    return (
      <EmptyState
        icon={<IconKey aria-hidden size={40} stroke={1.4} />}
        title={text.webhooks.noKeys}
        hint={text.webhooks.noKeysHint}
      >
        <Code className="secret">{firstKeyCommand}</Code>
      </EmptyState>
    )
  return (
    <Stack gap="sm">
      {secret !== undefined && (
        <SecretOnce
          words={text.webhooks.keyOnce}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      <div>
        <Button leftSection={<IconPlus aria-hidden size={16} />} onClick={open}>
          {text.webhooks.newKey}
        </Button>
      </div>
      <div className="lines-scroll stacked">
        <Table aria-label={text.webhooks.keys}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.webhooks.keyName}</Table.Th>
              <Table.Th>{text.webhooks.keyScopes}</Table.Th>
              <Table.Th>{text.webhooks.state}</Table.Th>
              <Table.Th>{text.webhooks.created}</Table.Th>
              <Table.Th>{text.webhooks.lastUsed}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {apiKeys.map((key) => (
              <Row key={key.key_id} apiKey={key} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <NewKey isOpen={isAdding} onClose={close} onKey={setSecret} />
    </Stack>
  )
}

function Row({ apiKey }: { apiKey: ApiKey }) {
  const { text, format } = useLanguage()
  const [isRevoking, { open, close }] = useDisclosure()
  const { run } = useAction(['api-keys'])
  const { key_id, name, scopes, status, created_at, last_used_at } = apiKey
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        <Text size="xs" ff="monospace">
          {key_id}
        </Text>
      </Table.Td>
      <Table.Td data-label={text.webhooks.keyScopes}>
        {scopes.map((scope) => text.scopes[scope]).join(', ')}
      </Table.Td>
      <Table.Td data-label={text.webhooks.state}>
        <Badge variant="light" color={status === 'active' ? 'green' : 'gray'} className="badge">
          {text.webhooks.keyStates[status]}
        </Badge>
      </Table.Td>
      <Table.Td data-label={text.webhooks.created}>{format.date(created_at)}</Table.Td>
      <Table.Td data-label={text.webhooks.lastUsed}>
        {last_used_at ? format.dateTime(last_used_at) : text.webhooks.never}
      </Table.Td>
      <Table.Td>
        {status === 'active' && (
          <Button size="compact-xs" variant="default" onClick={open}>
            {text.webhooks.revoke}
          </Button>
        )}
        <ConfirmDialog
          isOpen={isRevoking}
          title={`${text.webhooks.revoke} : ${name}`}
          words={text.webhooks.revokeSure}
          action={text.webhooks.revoke}
          onClose={close}
          onConfirm={async () => {
            await call('delete', '/api-keys/{key_id}', { params: { key_id } })
            await run(async () => {})
          }}
        />
      </Table.Td>
    </Table.Tr>
  )
}
