import { Button } from '@mantine/core'
import { IconRefreshAlert } from '@tabler/icons-react'
import { EmptyState } from '../components/empty-state.tsx'
import { useLanguage } from '../messages/language.tsx'

/** In place of a page that cannot be shown: mostly its script is gone, since a newer version took its place. */
export function Broken() {
  const { text } = useLanguage()
  return (
    <EmptyState
      isPage
      icon={<IconRefreshAlert aria-hidden size={40} />}
      title={text.common.broken}
      hint={text.common.brokenHint}
    >
      <Button onClick={() => window.location.reload()}>{text.common.reload}</Button>
    </EmptyState>
  )
}
