import { Alert, Button, Code, CopyButton, Group } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useLanguage } from '../messages/language.tsx'

type Props = { words: string; secret: string; onClose: () => void }

/** Shows a secret this once. */
export function SecretOnce({ words, secret, onClose }: Props) {
  const { text } = useLanguage()
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconKey aria-hidden />}
      title={words}
      withCloseButton
      closeButtonLabel={text.common.close}
      onClose={onClose}
      role="status"
    >
      <Group gap="sm">
        <Code className="secret">{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? text.common.copied : text.common.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  )
}
