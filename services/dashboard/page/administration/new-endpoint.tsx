import { type WebhookEventType, webhookEvents } from '@invoice-ml/contracts'
import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { call } from '../api.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { useLanguage } from '../messages/language.tsx'
import { useAction } from '../use-action.ts'

type Props = { isOpen: boolean; onClose: () => void; onSecret: (secret: string) => void }

/** Registers an address. */
export function NewEndpoint({ isOpen, onClose, onSecret }: Props) {
  const { text } = useLanguage()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text.webhooks.add}
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Form onClose={onClose} onSecret={onSecret} />
    </Modal>
  )
}

function Form({ onClose, onSecret }: Omit<Props, 'isOpen'>) {
  const { text } = useLanguage()
  const [url, setUrl] = useState('https://')
  const [description, setDescription] = useState('')
  const [events, setEvents] = useState<string[]>([...webhookEvents])
  const [includesResult, setIncludesResult] = useState(false)
  const { run, isBusy, error } = useAction(['webhooks'])

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const json = {
      url,
      // The group gives back some of the values that it was given.
      events: events as WebhookEventType[],
      include_result: includesResult,
      ...(description === '' ? {} : { description }),
    }
    const isDone = await run(async () =>
      onSecret((await call('post', '/webhooks', { json })).secret),
    )
    if (isDone) onClose()
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <TextInput
          label={text.webhooks.url}
          type="url"
          required
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label={text.webhooks.description}
          value={description}
          maxLength={500}
          onChange={({ currentTarget }) => setDescription(currentTarget.value)}
        />
        <Checkbox.Group label={text.webhooks.events} value={events} onChange={setEvents}>
          <Stack gap={6} mt={6}>
            {webhookEvents.map((name) => (
              <Checkbox key={name} value={name} label={name} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Checkbox
          label={text.webhooks.includeResult}
          checked={includesResult}
          onChange={({ currentTarget }) => setIncludesResult(currentTarget.checked)}
        />
        {error !== undefined && <ProblemNote error={error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={events.length === 0}>
            {text.webhooks.create}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
