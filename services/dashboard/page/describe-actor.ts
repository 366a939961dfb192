import type { ApiKey } from '@invoice-ml/contracts'
import type { Messages } from './messages/fr/fr.ts'

type Named = Pick<ApiKey, 'key_id' | 'name'>

/** Who did something, in words; of a key that is not known, its identifier. */
export function describeActor(actor: string, keys: Named[], { models }: Messages): string {
  return models.actors[actor] ?? keys.find(({ key_id }) => key_id === actor)?.name ?? actor
}
