import { Card, Text } from '@mantine/core'

type Props = { name: string; value: string; note?: string | undefined }

/** One number and what it counts. */
export function NumberCard({ name, value, note }: Props) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm">{name}</Text>
      <Text fw={700} size="lg" className="number-big">
        {value}
      </Text>
      {note && <Text size="xs">{note}</Text>}
    </Card>
  )
}
