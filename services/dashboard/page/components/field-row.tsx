import { ActionIcon, Text } from '@mantine/core'
import { IconMarquee2 } from '@tabler/icons-react'
import { type KeyboardEvent, memo } from 'react'
import { levelOf } from '../confidence.ts'
import { describeCheck } from '../describe-check.ts'
import { useLanguage } from '../messages/language.tsx'
import { type DraftField, isFieldChanged } from '../review/draft.ts'
import { inputIdOf } from '../review/input-ids.ts'
import type { Expected } from '../review/mistakes.ts'
import { DescribedInput } from './described-input.tsx'

type Props = {
  field: DraftField
  isActive: boolean
  isReadOnly: boolean
  /** What the platform expected in its place. */
  mistake: Expected | undefined
  onFocus: (key: string) => void
  onChange: (key: string, value: string) => void
  /** The person is done with it. */
  onLeave: (key: string) => void
  isDrawing: boolean
  /** Begins to draw where it stands, or gives that up; undefined for who may not. */
  onDraw: ((key: string) => void) | undefined
}

/** One field: its name, its value to change, how sure it is, and what speaks against it. */
export const FieldRow = memo(function FieldRow(props: Props) {
  const { field, isActive, isReadOnly, mistake, onFocus, onChange, onLeave } = props
  const { isDrawing, onDraw } = props
  const { text, format } = useLanguage()
  const { key, label, value, original } = field
  const name = text.fields[label]
  const isChanged = isFieldChanged(field)
  const level = isChanged ? 'sure' : original ? levelOf(original) : 'low'
  const failed = original?.checks.filter(({ passed }) => !passed) ?? []
  const id = inputIdOf(key)
  const sureId = `${id}-sure`
  return (
    <div className="field" data-level={level} data-active={isActive || undefined}>
      <Text component="label" htmlFor={id} size="sm" fw={500}>
        {name}
      </Text>
      <DescribedInput
        id={id}
        describedBy={sureId}
        size="xs"
        value={value}
        title={value}
        readOnly={isReadOnly}
        placeholder={original ? undefined : text.review.missing}
        error={mistake && text.review.expected(text.expected[mistake])}
        onFocus={() => onFocus(key)}
        onChange={({ currentTarget }) => onChange(key, currentTarget.value)}
        onBlur={() => onLeave(key)}
        onKeyDown={(event) => goOn(event)}
        data-field
      />
      <Text size="xs" ta="right" id={sureId}>
        {certainty()}
      </Text>
      {onDraw && (
        <ActionIcon
          variant={isDrawing ? 'filled' : 'subtle'}
          color="gray"
          size="md"
          disabled={isReadOnly}
          aria-label={text.review.drawFor(name)}
          aria-pressed={isDrawing}
          title={text.review.drawFor(name)}
          onClick={() => onDraw(key)}
        >
          <IconMarquee2 aria-hidden size={16} />
        </ActionIcon>
      )}
      {!isChanged &&
        failed.map((check) => (
          <Text key={check.id} size="xs" className="field-note warning" title={check.detail}>
            {describeCheck(check.id, text)}
          </Text>
        ))}
    </div>
  )

  function certainty(): string {
    if (isChanged) return text.review.changed
    if (!original) return text.review.missing
    return original.source === 'correction' ? '✓' : format.percent(original.confidence)
  }
})

/** Enter goes to the next field, with Shift to the one before. */
function goOn(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input[data-field]')]
  const next = inputs[inputs.indexOf(event.currentTarget) + (event.shiftKey ? -1 : 1)]
  next?.focus()
  next?.select()
}
