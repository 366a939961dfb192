import type { Corrections, FieldLabel, Job } from '@invoice-ml/contracts'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError, call } from '../api.ts'
import { keepJob, readNewest } from '../jobs.ts'
import { useLanguage } from '../messages/language.tsx'
import { countChanges } from './draft.ts'
import type { Version } from './use-draft.ts'
import { skipDocument, useNextToReview } from './use-next.ts'

/** Sends what a person has changed or confirmed, and goes on to the next document. */
export function useConfirm(jobId: string, isInQueue: boolean) {
  const { text } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const next = useNextToReview(jobId)
  const [isBusy, setIsBusy] = useState(false)
  const [mistakes, setMistakes] = useState<Map<string, string>>(new Map())

  async function goOn(): Promise<void> {
    await navigate(next === undefined ? '/review' : `/review/${next}`)
  }

  async function confirm(
    corrections: Corrections,
    onSaved: (version: Version) => void,
  ): Promise<void> {
    if (isBusy) return
    setIsBusy(true)
    setMistakes(new Map())
    try {
      const path = '/jobs/{job_id}/corrections'
      const job: Job = await call('put', path, { params: { job_id: jobId }, json: corrections })
      if (job.result) onSaved({ extraction: job.result, updatedAt: job.updated_at })
      notifications.show({
        title: text.review.confirmed,
        message: text.review.saved(countChanges(corrections)),
        color: 'green',
        closeButtonProps: { 'aria-label': text.common.close },
      })
      client.setQueryData<string[]>(['review-queue'], (ids) => ids?.filter((id) => id !== jobId))
      if (isInQueue) await goOn()
      keepJob(client, job)
      await readNewest(client)
    } catch (error) {
      setMistakes(mistakesIn(error, corrections))
      const words = error instanceof ApiError ? text.advice[error.problem.code] : undefined
      notifications.show({
        title: text.common.failed,
        message: words ?? (error instanceof Error ? error.message : String(error)),
        color: 'red',
        closeButtonProps: { 'aria-label': text.common.close },
      })
    } finally {
      setIsBusy(false)
    }
  }

  return {
    confirm,
    skip: () => {
      if (!isInQueue || next === undefined) return
      skipDocument(jobId)
      void goOn()
    },
    isBusy,
    next,
    mistakeOf: (label: FieldLabel) => mistakes.get(label),
  }
}

/** What the platform said of each field: the entries of `errors` name them by their place in the request. */
function mistakesIn(error: unknown, { fields }: Corrections): Map<string, string> {
  if (!(error instanceof ApiError)) return new Map()
  const entries = (error.problem.errors ?? []).flatMap(({ path, message }) => {
    const [, index] = /^body\.fields\.(\d+)/.exec(path) ?? []
    const label = fields[Number(index)]?.label
    return label === undefined ? [] : [[label, message] as const]
  })
  return new Map(entries)
}
