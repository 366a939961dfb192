import { Stack, Tabs, Title } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { ApiKeys } from '../administration/api-keys.tsx'
import { Endpoints } from '../administration/endpoints.tsx'
import { useLanguage } from '../messages/language.tsx'

/** Who is told of what, and who may do what. */
export function Webhooks() {
  const { text } = useLanguage()
  const [search, setSearch] = useSearchParams()
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {text.webhooks.title}
      </Title>
      <Tabs
        value={search.get('tab') ?? 'endpoints'}
        onChange={(tab) => setSearch(tab === null ? {} : { tab }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="endpoints">{text.webhooks.endpoints}</Tabs.Tab>
          <Tabs.Tab value="keys">{text.webhooks.keys}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="endpoints">
          <Endpoints />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <ApiKeys />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
