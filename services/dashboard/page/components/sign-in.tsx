import { Button, Card, Modal, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { explainError } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'
import { isUnauthenticated } from '../session.ts'

type Props = { onKey: (key: string) => Promise<void> }

/** Asks for an API key. */
export function SignIn({ onKey }: Props) {
  const { text } = useLanguage()
  return (
    <Card withBorder maw={420} mx="auto" mt="10vh" padding="lg" component="main" id="content">
      <Stack>
        <Title order={1} size="h3">
          {text.session.title}
        </Title>
        <Text size="sm">{text.session.intro}</Text>
        <KeyForm onKey={onKey} />
      </Stack>
    </Card>
  )
}

type AgainProps = Props & {
  /** Whether it has ended; else there was none, until the first key was made. */
  hadSession: boolean
}

/** Asks for it above the page, which stays as it is. */
export function SignInAgain({ hadSession, onKey }: AgainProps) {
  const { text } = useLanguage()
  const { ended, endedHint, title, keyNeeded } = text.session
  return (
    <Modal
      opened
      onClose={() => {
        // Without a key nothing goes on.
      }}
      withCloseButton={false}
      title={hadSession ? ended : title}
      centered
    >
      <Stack>
        <Text size="sm">{hadSession ? endedHint : keyNeeded}</Text>
        <KeyForm onKey={onKey} />
      </Stack>
    </Modal>
  )
}

function KeyForm({ onKey }: Props) {
  const { text } = useLanguage()
  const [key, setKey] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [mistake, setMistake] = useState<string>()

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setIsBusy(true)
    setMistake(undefined)
    try {
      await onKey(key)
    } catch (error) {
      setMistake(isUnauthenticated(error) ? text.session.refused : explainError(error, text))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <PasswordInput
          label={text.session.key}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={mistake}
          autoComplete="off"
          required
          data-autofocus
        />
        <Button type="submit" loading={isBusy}>
          {text.session.signIn}
        </Button>
      </Stack>
    </form>
  )
}
