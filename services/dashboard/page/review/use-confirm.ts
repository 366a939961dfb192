import type { Job } from '@invoice-ml/contracts'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { type NavigateOptions, useNavigate } from 'react-router'
import { ApiError, call } from '../api.ts'
import { readNewest } from '../jobs.ts'
import { keepJob } from '../keep-job.ts'
import { useLanguage } from '../messages/language.tsx'
import { useIsHere } from '../use-is-here.ts'
import { useTellFailure } from '../use-tell-failure.tsx'
import { countChanges } from './draft.ts'
import { nothingToKeep } from './leaving.ts'
import { type Mistakes, mistakesOf } from './mistakes.ts'
import type { useDraft } from './use-draft.ts'
import { skipDocument, useNextToReview, useTakenUp } from './use-next.ts'

/** Sends what a person has changed or confirmed, and goes on to the next document. */
export function useConfirm(jobId: string, isInQueue: boolean) {
  const { text } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const tellFailure = useTellFailure()
  const next = useNextToReview(jobId)
  const [isBusy, setIsBusy] = useState(false)
  const [mistakes, setMistakes] = useState<Mistakes>(new Map())
  const isHere = useIsHere()
  const isLeaving = useRef(false)
  const setLeaving = useCallback((isAsked: boolean) => {
    isLeaving.current = isAsked
  }, [])
  useTakenUp(jobId, isInQueue)

  async function goOn(options?: NavigateOptions): Promise<void> {
    await navigate(next === undefined ? '/review' : `/review/${next}`, options)
  }

  async function confirm(desk: ReturnType<typeof useDraft>): Promise<void> {
    if (isBusy) return
    setIsBusy(true)
    setMistakes(new Map())
    const corrections = desk.corrections()
    try {
      const path = '/jobs/{job_id}/corrections'
      const job: Job = await call('put', path, { params: { job_id: jobId }, json: corrections })
      if (job.result) desk.take({ extraction: job.result, updatedAt: job.updated_at })
      notifications.show({
        title: text.review.confirmed,
        message: text.review.saved(countChanges(corrections)),
        color: 'green',
        closeButtonProps: { 'aria-label': text.common.close },
      })
      client.setQueryData<string[]>(['review-queue'], (ids) => ids?.filter((id) => id !== jobId))
      // Whoever has gone elsewhere meanwhile, or is about to, goes there.
      if (isInQueue && isHere.current && !isLeaving.current) await goOn(nothingToKeep)
      keepJob(client, job)
      await readNewest(client)
    } catch (error) {
      if (!(error instanceof ApiError) || !isHere.current) {
        tellFailure(error)
        return
      }
      const { errors } = error.problem
      const { marked, others } = mistakesOf(errors, { draft: desk.draft, corrections })
      // What stands at its input is not said twice.
      tellFailure(errors ? new ApiError({ ...error.problem, errors: others }) : error)
      setMistakes(marked)
      const [first] = marked.keys()
      // Whoever is asked whether to leave answers that first.
      if (first !== undefined && !isLeaving.current) document.getElementById(first)?.focus()
    } finally {
      setIsBusy(false)
    }
  }

  return {
    confirm,
    skip: () => {
      if (!isInQueue || isBusy || next === undefined) return
      skipDocument(jobId)
      void goOn()
      // What follows may lie beyond what is known.
      void client.invalidateQueries({ queryKey: ['review-queue'] })
    },
    /** Whether the person is about to go elsewhere. */
    setLeaving,
    isBusy,
    next,
    mistakes,
  }
}
