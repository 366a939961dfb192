import { Center, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage } from '../messages/language.tsx'
import { ProblemNote } from './problem-note.tsx'

/** What is being read, as TanStack Query tells of it. */
type Query<T> = { data: T | undefined; error: Error | null; refetch: () => Promise<unknown> }

type Props<T> = {
  query: Query<T>
  /** Height that is kept free until it is there, as 30vh. */
  height?: string
  children: (data: T) => ReactNode
}

/** Shows what was read; until then that it is being read. When it could not be read again, why, above what is known. */
export function Loaded<T>({ query, height = '30vh', children }: Props<T>) {
  const { text } = useLanguage()
  const { data, error, refetch } = query
  if (data === undefined && !error)
    return (
      <Center h={height}>
        <Loader aria-label={text.common.loading} />
      </Center>
    )
  return (
    <>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data !== undefined && children(data)}
    </>
  )
}
