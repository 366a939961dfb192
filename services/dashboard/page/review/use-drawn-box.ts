import { type Box, fieldDefinition } from '@invoice-ml/contracts'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { call } from '../api.ts'
import { explainError } from '../explain-error.ts'
import { useLanguage } from '../messages/language.tsx'
import { currencyOf, type DraftField } from './draft.ts'
import { inputIdOf } from './input-ids.ts'
import { startOf } from './moved-box.ts'
import { normalise } from './normalise.ts'
import { readBox } from './read-box.ts'
import type { useDraft } from './use-draft.ts'

type Desk = {
  jobId: string
  /** The page that is drawn on. */
  page: number
  onPage: (page: number) => void
  draft: ReturnType<typeof useDraft>
}

/** Drawing where a field stands: what is printed there becomes its value. */
export function useDrawnBox({ jobId, page, onPage, draft }: Desk) {
  const { text } = useLanguage()
  const client = useQueryClient()
  const [drawingKey, setDrawingKey] = useState<string>()
  const [note, setNote] = useState<string>()
  /** Where words are on their way to, and what stood there. */
  const [awaited, setAwaited] = useState<Pick<DraftField, 'key' | 'value'>[]>([])
  const drawn = draft.draft.fields.find(({ key }) => key === drawingKey)
  const begin = useBegin(drawn, page)
  const toggle = useCallback(
    (key: string) => setDrawingKey((before) => (before === key ? undefined : key)),
    [],
  )
  // On their way while the person draws.
  useQuery({ ...wordsQuery(jobId, page), enabled: drawn !== undefined })

  async function take(bbox: Box): Promise<void> {
    if (!drawn) return
    const { key, label, value } = drawn
    draft.setBox(key, { page, bbox })
    setAwaited((before) => [...before, drawn])
    setDrawingKey(undefined)
    setNote(text.common.loading)
    document.getElementById(inputIdOf(key))?.focus()
    // Being looked at, the field has turned to the page where it stood before.
    onPage(page)
    try {
      const { words } = await client.fetchQuery(wordsQuery(jobId, page))
      const { type } = fieldDefinition(label)
      const read = normalise(type, readBox(words, bbox), currencyOf(draft.draft))
      if (read !== '') draft.fill(key, { before: value, value: read })
      setNote(read === '' ? text.review.nothingBelow : undefined)
    } catch (error) {
      setNote(text.review.noWords(explainError(error, text)))
    } finally {
      setAwaited((before) => before.filter((one) => one !== drawn))
    }
  }

  return {
    drawn,
    begin,
    /** Whether a value is on its way; who types it herself waits for none. */
    isReading: awaited.some(({ key, value }) =>
      draft.draft.fields.some((field) => field.key === key && field.value === value),
    ),
    note: drawn ? text.review.drawing(text.fields[drawn.label]) : note,
    draw: setDrawingKey,
    /** Draws the box of a field, or no more. */
    toggle,
    giveUp: () => {
      if (!drawn) return
      setDrawingKey(undefined)
      document.getElementById(inputIdOf(drawn.key))?.focus()
    },
    take: (bbox: Box) => void take(bbox),
  }
}

/** Where the drawing of a field begins: the same object as long as the field and where it stands are the same. */
function useBegin(drawn: DraftField | undefined, shownPage: number): Box | undefined {
  const { key, page, bbox } = drawn ?? {}
  return useMemo(
    () => (key === undefined ? undefined : startOf({ page, bbox }, shownPage)),
    [key, page, bbox, shownPage],
  )
}

/** The words of a page, which stay what they are. Whoever turns the page meanwhile still waits for them. */
function wordsQuery(jobId: string, page: number) {
  return queryOptions({
    queryKey: ['words', jobId, page],
    queryFn: () =>
      call('get', '/jobs/{job_id}/pages/{page}/words', {
        params: { job_id: jobId, page: String(page) },
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
