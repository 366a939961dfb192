import { NotFound } from './not-found.tsx'

/** Not there yet. */
export function Webhooks() {
  return <NotFound />
}
