import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { ProblemWords } from './components/problem-words.tsx'
import { useLanguage } from './messages/language.tsx'
import { isUnauthenticated, sessionQuery } from './session.ts'

/** Tells of what a person has asked for and was not done, until she has read it; whose session has ended is asked for a key instead. */
export function useTellFailure(): (error: unknown) => void {
  const { text } = useLanguage()
  const client = useQueryClient()
  return (error) => {
    if (isUnauthenticated(error)) {
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      return
    }
    notifications.show({
      title: text.common.failed,
      message: <ProblemWords error={error} />,
      color: 'red',
      autoClose: false,
      closeButtonProps: { 'aria-label': text.common.close },
    })
  }
}
