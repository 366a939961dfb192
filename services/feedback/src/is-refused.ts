import type { LabelStudio } from './label-studio/client.ts'
import { LabelStudioError } from './label-studio/error.ts'
import type { Session } from './session.ts'

type Dependencies = {
  studio: Pick<LabelStudio, 'project'>
  session: Pick<Session, 'use' | 'lost'>
}

/**
 * Whether Label Studio has something against what it was asked. One that fails at everything, as while its database is away, or
 * whose project is gone, says nothing about a document.
 */
export async function isRefused(
  error: unknown,
  projectId: number,
  { studio, session }: Dependencies,
): Promise<boolean> {
  if (!(error instanceof LabelStudioError) || error.kind !== 'refused') return false
  const { status } = error
  if (status !== undefined && status >= 400 && status < 500 && status !== 404) return true
  try {
    const project = await session.use(() => studio.project(projectId).catch(asAbsence))
    if (!project) session.lost()
    return project !== undefined
  } catch (absence) {
    if (absence instanceof LabelStudioError) return false
    throw absence
  }
}

function asAbsence(cause: unknown): never {
  if (cause instanceof LabelStudioError && cause.kind === 'refused')
    throw new LabelStudioError('away', cause.message, { cause })
  throw cause
}
