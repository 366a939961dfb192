import { useEffect } from 'react'

/** A file that is dropped beside the place for it is not opened in place of the page. */
export function useNoStrayDrop(): void {
  useEffect(() => {
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}

function refuse(event: DragEvent): void {
  const { dataTransfer } = event
  // Text may be dragged into a field, and who takes files has said so by now.
  if (event.defaultPrevented || !dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  dataTransfer.dropEffect = 'none'
}
