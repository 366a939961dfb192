import type { Scope } from '@invoice-ml/contracts'
import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { call } from '../api.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { endOf, today } from '../day-of.ts'
import { useLanguage } from '../messages/language.tsx'
import { useAction } from '../use-action.ts'

type Props = { isOpen: boolean; onClose: () => void; onKey: (key: string) => void }

/** Creates an API key. */
export function NewKey({ isOpen, onClose, onKey }: Props) {
  const { text } = useLanguage()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text.webhooks.newKey}
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Form onClose={onClose} onKey={onKey} />
    </Modal>
  )
}

function Form({ onClose, onKey }: Omit<Props, 'isOpen'>) {
  const { text } = useLanguage()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['extract', 'read'])
  const [expires, setExpires] = useState('')
  const { run, isBusy, error } = useAction(['api-keys'])

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const json = {
      name,
      // The group gives back some of the values that it was given.
      scopes: scopes as Scope[],
      // What is no day is for the platform to refuse.
      ...(expires === '' ? {} : { expires_at: endOf(expires) ?? expires }),
    }
    const isDone = await run(async () => onKey((await call('post', '/api-keys', { json })).key))
    if (isDone) onClose()
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <TextInput
          label={text.webhooks.keyName}
          required
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          data-autofocus
        />
        <Checkbox.Group label={text.webhooks.keyScopes} value={scopes} onChange={setScopes}>
          <Stack gap={6} mt={6}>
            {Object.entries(text.scopes).map(([scope, words]) => (
              <Checkbox key={scope} value={scope} label={`${scope} – ${words}`} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          type="date"
          label={text.webhooks.keyExpires}
          min={today()}
          max="9999-12-31"
          value={expires}
          onChange={({ currentTarget }) => setExpires(currentTarget.value)}
        />
        {error !== undefined && <ProblemNote error={error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={scopes.length === 0}>
            {text.webhooks.create}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
