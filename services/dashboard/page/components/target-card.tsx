import { Badge, Card, Group, Text } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'

type Props = {
  name: string
  value: string
  /** As "< 2 s". */
  target: string
  /** Undefined: nothing was measured yet. */
  isMet: boolean | undefined
  note?: string | undefined
}

/** One number against what was promised of it. */
export function TargetCard({ name, value, target, isMet, note }: Props) {
  const { text } = useLanguage()
  const verdict =
    isMet === undefined
      ? { color: 'gray', words: text.overview.noData }
      : isMet
        ? { color: 'green', words: text.overview.met }
        : { color: 'red', words: text.overview.missed }
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="start" wrap="nowrap" gap="xs">
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Badge variant="light" color={verdict.color} className="badge">
          {verdict.words}
        </Badge>
      </Group>
      <Text size="xl" fw={700} mt={4} className="number-big">
        {value}
      </Text>
      <Text size="xs">{text.overview.target(target)}</Text>
      {note && <Text size="xs">{note}</Text>}
    </Card>
  )
}
