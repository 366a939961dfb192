import { Button, Card, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useLanguage } from '../messages/language.tsx'

type Props = { onKey: (key: string) => Promise<void> }

/** Asks for an API key. */
export function SignIn({ onKey }: Props) {
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
      const isRefused = error instanceof Error && 'problem' in error
      setMistake(isRefused ? text.session.refused : String(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Card withBorder maw={420} mx="auto" mt="10vh" padding="lg" component="main" id="content">
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Title order={1} size="h3">
            {text.session.title}
          </Title>
          <Text size="sm">{text.session.intro}</Text>
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
    </Card>
  )
}
