import { Alert, Button, Group, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useLanguage } from '../messages/language.tsx'

type Props = { onReload: () => void; onKeep: () => void }

/** Somebody else has corrected what a person is changing: which of both is to stay. */
export function CorrectedElsewhere({ onReload, onKeep }: Props) {
  const { text } = useLanguage()
  return (
    <Alert
      color="yellow"
      variant="light"
      role="alert"
      icon={<IconUsers aria-hidden />}
      title={text.review.elsewhere}
    >
      <Text size="sm">{text.review.elsewhereHint}</Text>
      <Group mt="xs" gap="xs">
        <Button size="xs" variant="default" onClick={onKeep}>
          {text.review.keepMine}
        </Button>
        <Button size="xs" variant="default" onClick={onReload}>
          {text.review.reload}
        </Button>
      </Group>
    </Alert>
  )
}
