import type { CallerView, Scope } from '@invoice-ml/contracts'
import {
  type Query,
  type QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { ApiError, pageHeaders, request } from './api.ts'

export type Session = CallerView & { has_session: boolean }

const address = '/dashboard/session'

const lookAgainMs = 5_000

/** Who is signed in, as the server of the page says. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  // The server of the page makes it from the caller.
  queryFn: async ({ signal }) => (await request(address, { signal })) as Session,
  retry: (count: number, error: Error) => !isUnauthenticated(error) && count < 2,
  staleTime: 60_000,
})

/** Who is signed in; `undefined` data with the error `unauthenticated` when nobody is. */
export function useSession() {
  return useQuery(sessionQuery)
}

/** Whether whoever is signed in may do what needs this scope. */
export function useMay(scope: Scope): boolean {
  const { data } = useSession()
  return data !== undefined && (data.scopes.includes(scope) || data.scopes.includes('admin'))
}

/** Signs in with a key, or out; what was read before is forgotten, and what is on the page read again. Both throw ApiError. */
export function useSignIn() {
  const client = useQueryClient()
  return {
    signIn: async (key: string) => {
      const session = await request(address, {
        method: 'POST',
        headers: { ...pageHeaders, 'Content-Type': 'application/json' },
        body: JSON.stringify({ key }),
      })
      client.setQueryData(['session'], session)
      const predicate = ({ queryKey }: Query) => queryKey[0] !== 'session'
      client.removeQueries({ type: 'inactive', predicate })
      void client.invalidateQueries({ predicate })
    },
    signOut: async () => {
      // Its answer would renew the session.
      await client.cancelQueries({ queryKey: ['session'] })
      await request(address, { method: 'DELETE', headers: pageHeaders })
      window.location.assign('/dashboard')
    },
  }
}

/** Resolves once the platform says who is signed in: who must sign in is waited for, what does not answer is asked again. */
export async function whenSignedIn(client: QueryClient): Promise<void> {
  for (;;) {
    // Its own retries would wait until somebody looks at the page.
    const asked = client.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false })
    const error: unknown = await asked.then(
      () => undefined,
      (caught: unknown) => caught,
    )
    if (error === undefined) return
    if (isUnauthenticated(error)) return nextSignIn(client)
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
}

function nextSignIn(client: QueryClient): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = client.getQueryCache().subscribe(() => {
      if (client.getQueryState(sessionQuery.queryKey)?.status !== 'success') return
      unsubscribe()
      resolve()
    })
  })
}

export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'unauthenticated'
}
