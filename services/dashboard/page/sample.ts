import { notifications } from '@mantine/notifications'
import { useNavigate } from 'react-router'
import { useLanguage } from './messages/language.tsx'
import { useUploads } from './uploads.ts'

/** Submits the drawn invoice that comes with the page, and shows the list that it appears in. */
export function useSample(): () => void {
  const { text } = useLanguage()
  const { add } = useUploads()
  const navigate = useNavigate()

  async function submit(): Promise<void> {
    const response = await fetch('/dashboard/sample-invoice.pdf')
    if (!response.ok) throw new Error(response.statusText)
    const type = 'application/pdf'
    add([new File([await response.blob()], 'sample-invoice.pdf', { type })])
    await navigate('/documents')
  }

  return () => {
    submit().catch((error: unknown) => {
      notifications.show({ title: text.common.failed, message: String(error), color: 'red' })
    })
  }
}
