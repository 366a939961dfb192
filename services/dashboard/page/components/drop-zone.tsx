import { Button, FileButton, Group, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { useLanguage } from '../messages/language.tsx'

type Props = { onFiles: (files: File[]) => void; children?: ReactNode }

/** Takes files that are dropped on it, or chosen by its button. */
export function DropZone({ onFiles, children }: Props) {
  const { text } = useLanguage()
  const [isOver, setIsOver] = useState(false)

  function drop(event: DragEvent): void {
    event.preventDefault()
    setIsOver(false)
    give([...event.dataTransfer.files])
  }

  function give(files: File[]): void {
    if (files.length > 0) onFiles(files)
  }

  return (
    <section
      className="drop-zone"
      aria-label={text.documents.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Group justify="center" gap="sm">
        <IconUpload aria-hidden size={28} stroke={1.5} className="drop-words" />
        <div className="drop-words">
          <Text fw={600}>{text.documents.drop}</Text>
          <Text size="sm">{text.documents.dropHint}</Text>
        </div>
        <FileButton
          onChange={give}
          multiple
          accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp,.xml,.zip"
        >
          {(props) => <Button {...props}>{text.documents.choose}</Button>}
        </FileButton>
        {children}
      </Group>
    </section>
  )
}
