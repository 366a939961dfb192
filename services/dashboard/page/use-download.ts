import { useState } from 'react'
import { fetchFile } from './api.ts'
import { useTellFailure } from './use-tell-failure.tsx'

/** A browser begins to save within this time; until then the file must be there. */
const keptMs = 60_000

/** Files to save: what stands against one is told as of anything else. */
export function useDownload() {
  const [isBusy, setIsBusy] = useState(false)
  const tellFailure = useTellFailure()

  async function download(address: string): Promise<void> {
    setIsBusy(true)
    try {
      const { name, content } = await fetchFile(address)
      save(name, content)
    } catch (error) {
      tellFailure(error)
    } finally {
      setIsBusy(false)
    }
  }

  return { download: (address: string) => void download(address), isBusy }
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), keptMs)
}
