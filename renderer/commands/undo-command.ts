import { useCallback } from 'react'
import type { UndoAnswer } from '../../shared/contract/answers.ts'
import { useCore } from '../state/core-context.ts'
import { type JobEnd, useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'

/** Takes a change back, the latest unless an entry is named, or does the latest one again. */
export function useUndoCommand(): (direction: 'undo' | 'redo', entry?: string | null) => Promise<JobEnd<UndoAnswer>> {
  const core = useCore()
  const { run } = useJobs()
  const { survey } = useSurvey()
  return useCallback(
    (direction, entry = null) =>
      run(`${direction}.running`, (signal) =>
        direction === 'undo'
          ? core.history.undo({ survey: survey.id, entry }, { signal })
          : core.history.redo({ survey: survey.id }, { signal }),
      ),
    [core, run, survey.id],
  )
}
