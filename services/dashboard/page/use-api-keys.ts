import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'

/** Every key, revoked ones too; for who may administer. */
export function useApiKeys() {
  return useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => call('get', '/api-keys', { signal }),
  })
}
