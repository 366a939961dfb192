import { ActionIcon, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { dayOf } from '../day-of.ts'
import { useLanguage } from '../messages/language.tsx'

type Props = {
  label: string
  /** As 2026-01-15; undefined for none. */
  value: string | undefined
  onChange: (day: string | undefined) => void
}

/** A day, typed as the language of the page writes it: a browser's own field follows the browser's. Its calendar opens beside. */
export function DayInput({ label, value, onChange }: Props) {
  const { text, format } = useLanguage()
  const [typed, setTyped] = useState<string>()
  const [isMistaken, setIsMistaken] = useState(false)
  const calendar = useRef<HTMLInputElement>(null)

  function take(words = ''): void {
    const day = dayOf(words)
    setIsMistaken(words !== '' && day === undefined)
    if (words !== '' && day === undefined) return
    setTyped(undefined)
    onChange(day)
  }

  return (
    <TextInput
      label={label}
      w={160}
      placeholder={text.documents.day}
      value={typed ?? (value === undefined ? '' : format.value(value))}
      error={isMistaken && text.review.expected(text.expected.date)}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={() => {
        if (typed !== undefined) take(typed.trim())
      }}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && typed !== undefined) take(typed.trim())
      }}
      rightSection={
        <>
          <input
            ref={calendar}
            className="calendar"
            type="date"
            tabIndex={-1}
            aria-hidden
            value={value ?? ''}
            onChange={({ currentTarget }) => take(currentTarget.value)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text.documents.calendar}
            title={text.documents.calendar}
            onClick={() => calendar.current?.showPicker()}
          >
            <IconCalendar aria-hidden size={16} />
          </ActionIcon>
        </>
      }
    />
  )
}
