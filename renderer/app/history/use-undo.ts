import { useCallback, useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import { type JobEnd, useJobs } from '../../state/jobs.tsx'
import { Refused } from '../../state/outcome.ts'
import { useSurvey } from '../../state/survey.tsx'

/** Takes entries of the journal back, one at a time. */
export function useUndo() {
  const core = useCore()
  const jobs = useJobs()
  const { survey } = useSurvey()
  const [problem, setProblem] = useState<Refused | null>(null)
  const [isWorking, setWorking] = useState(false)
  const finish = useCallback(async (end: Promise<JobEnd<unknown>>): Promise<void> => {
    setWorking(true)
    try {
      const ended = await end
      setProblem(ended === 'cancelled' || ended.ok ? null : new Refused(ended.refusal))
    } finally {
      setWorking(false)
    }
  }, [])
  const undo = useCallback(
    (entry: string | null): void =>
      void finish(jobs.run('history.undoing', (signal) => core.history.undo({ survey: survey.id, entry }, { signal }))),
    [core, jobs.run, survey.id, finish],
  )
  const redo = useCallback(
    (): void =>
      void finish(jobs.run('history.redoing', (signal) => core.history.redo({ survey: survey.id }, { signal }))),
    [core, jobs.run, survey.id, finish],
  )
  return { undo, redo, problem, isWorking }
}
