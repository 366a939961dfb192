import { IconMapOff } from '@tabler/icons-react'
import { Link } from 'react-router'
import { EmptyState } from '../components/empty-state.tsx'
import { useLanguage } from '../messages/language.tsx'

/** For an address that is nobody's. */
export function NotFound() {
  const { text } = useLanguage()
  return (
    <EmptyState isPage icon={<IconMapOff aria-hidden size={40} />} title={text.common.pageNotFound}>
      <Link to="/documents">{text.review.back}</Link>
    </EmptyState>
  )
}
