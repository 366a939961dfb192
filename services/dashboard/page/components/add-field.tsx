import { type FieldLabel, fieldDefinition, fieldLabels } from '@invoice-ml/contracts'
import { Select } from '@mantine/core'
import { useLanguage } from '../messages/language.tsx'
import type { DraftField } from '../review/draft.ts'

type Props = {
  fields: DraftField[]
  isDisabled: boolean
  onAdd: (label: FieldLabel) => void
}

/** Gives a place to a field that was not found, or to one more value of a field that may have several. */
export function AddField({ fields, isDisabled, onAdd }: Props) {
  const { text } = useLanguage()
  const absent = fieldLabels.filter((label) => {
    const known = fields.filter((field) => field.label === label)
    if (fieldDefinition(label).repeatable) return known.every(({ value }) => value !== '')
    return known.length === 0
  })
  return (
    <Select
      size="xs"
      mt={6}
      value={null}
      placeholder={text.review.add}
      aria-label={text.review.add}
      data={absent.map((value) => ({ value, label: text.fields[value] }))}
      searchable
      disabled={isDisabled}
      maw={280}
      onChange={(label) => {
        // The select gives back one of the labels that it was given.
        if (label !== null) onAdd(label as FieldLabel)
      }}
    />
  )
}
