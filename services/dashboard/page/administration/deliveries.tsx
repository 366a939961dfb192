import type { Delivery } from '@invoice-ml/contracts'
import { Badge, Button, Loader, Table, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { Sentence } from '../components/sentence.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useAction } from '../use-action.ts'

const colors = { pending: 'blue', delivered: 'green', failed: 'red' } as const
// No event tells of deliveries; the log is read again while it is looked at.
const readAgainEveryMs = 3_000

/** What was sent to an address, newest first, and a way to send it again. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { text } = useLanguage()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ['deliveries', webhookId],
      initialPageParam: undefined as string | undefined,
      queryFn: ({ pageParam, signal }) =>
        call('get', '/webhooks/{webhook_id}/deliveries', {
          params: { webhook_id: webhookId },
          query: { limit: '25', cursor: pageParam },
          signal,
        }),
      getNextPageParam: ({ next_cursor }) => next_cursor,
      refetchInterval: readAgainEveryMs,
    },
  )
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Loader size="sm" aria-label={text.common.loading} />
  const deliveries = data.pages.flatMap((page) => page.deliveries)
  if (deliveries.length === 0) return <Text size="sm">{text.webhooks.noDeliveries}</Text>
  return (
    <div className="lines-scroll stacked">
      <Table verticalSpacing={4} aria-label={text.webhooks.deliveries}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.webhooks.when}</Table.Th>
            <Table.Th>{text.webhooks.event}</Table.Th>
            <Table.Th>{text.webhooks.state}</Table.Th>
            <Table.Th>{text.webhooks.attempts}</Table.Th>
            <Table.Th>{text.webhooks.lastAnswer}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.delivery_id} delivery={delivery} />
          ))}
        </Table.Tbody>
      </Table>
      {hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {text.common.more}
        </Button>
      )}
    </div>
  )
}

function Row({ delivery }: { delivery: Delivery }) {
  const { text, format } = useLanguage()
  const { run, isBusy, error } = useAction(['deliveries'])
  const { status, attempts, event, occurred_at } = delivery
  const last = attempts.at(-1)

  async function replay(): Promise<void> {
    const params = { delivery_id: delivery.delivery_id }
    if (await run(() => call('post', '/deliveries/{delivery_id}/replay', { params })))
      notifications.show({ message: text.webhooks.replayed, color: 'green' })
  }

  return (
    <Table.Tr>
      <Table.Td>{format.dateTime(occurred_at)}</Table.Td>
      <Table.Td>{event}</Table.Td>
      <Table.Td data-label={text.webhooks.state}>
        <Badge variant="light" color={colors[status]} className="badge">
          {text.webhooks.states[status]}
        </Badge>
      </Table.Td>
      <Table.Td data-label={text.webhooks.attempts}>{attempts.length}</Table.Td>
      <Table.Td data-label={text.webhooks.lastAnswer} title={last?.response}>
        {last ? (
          <>
            {[last.status, format.milliseconds(last.duration_ms)].filter(Boolean).join(' · ')}
            {last.error !== undefined && (
              <>
                {' · '}
                <Sentence>{last.error}</Sentence>
              </>
            )}
          </>
        ) : (
          '–'
        )}
        {error !== undefined && <ProblemNote error={error} />}
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-xs"
          variant="default"
          loading={isBusy}
          disabled={status === 'pending'}
          onClick={() => void replay()}
        >
          {text.webhooks.replay}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
