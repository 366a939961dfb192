import { Text } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'

/** What the platform itself says of a problem, for whoever operates it: in English, and said to be. */
export function EnglishDetail({ children }: { children: string | undefined }) {
  const { text } = useLanguage()
  return (
    <Text size="xs">
      {text.common.detail} <span lang="en">{children}</span>
    </Text>
  )
}
