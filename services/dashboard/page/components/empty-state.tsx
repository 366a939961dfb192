import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  icon: ReactNode
  title: string
  hint?: string | undefined
  /** Whether there is nothing else on the page. */
  isPage?: boolean
  children?: ReactNode
}

/** In place of a list that holds nothing: what it is for, and how to begin. */
export function EmptyState({ icon, title, hint, isPage = false, children }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      {icon}
      <Title order={isPage ? 1 : 2} size="h4">
        {title}
      </Title>
      {hint && <Text maw={460}>{hint}</Text>}
      {children}
    </Stack>
  )
}
