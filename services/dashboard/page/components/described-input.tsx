import { TextInput, type TextInputProps } from '@mantine/core'

type Props = Omit<TextInputProps, 'id' | 'attributes'> & {
  id: string
  /** The identifier of what describes it; undefined when nothing does. */
  describedBy: string | undefined
}

/** An input that what stands beside it describes, as does its mistake: by itself Mantine names the mistake alone. */
export function DescribedInput({ id, describedBy, error, ...props }: Props) {
  const ids = [error ? `${id}-error` : undefined, describedBy].filter((one) => one !== undefined)
  const description = { 'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined }
  return <TextInput {...props} id={id} error={error} attributes={{ input: description }} />
}
