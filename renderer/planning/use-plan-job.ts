import { useCallback, useState } from 'react'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { useJobs } from '../state/jobs.tsx'
import { Refused } from '../state/outcome.ts'

type Stream<T> = AsyncIterator<JobProgress, Outcome<T>, unknown>

/** A job whose progress and cancel button are in the bar; why it could not be done, or that it was cancelled, is kept here. */
export function usePlanJob(title: string) {
  const { run, running } = useJobs()
  const [problem, setProblem] = useState<unknown>(null)
  const [isCancelled, setCancelled] = useState(false)
  const start = useCallback(
    async <T>(work: (signal: AbortSignal) => Promise<Stream<T>>): Promise<T | null> => {
      setProblem(null)
      setCancelled(false)
      try {
        const end = await run(title, work)
        if (end === 'cancelled') setCancelled(true)
        else if (end.ok) return end.value
        else setProblem(new Refused(end.refusal))
      } catch (error) {
        setProblem(error)
      }
      return null
    },
    [run, title],
  )
  return { start, problem, isCancelled, isWorking: running.some((job) => job.title === title) }
}
