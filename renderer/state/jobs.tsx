import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'

/** A job as the core streams it: progress, then its outcome. */
type JobStream<T> = AsyncIterator<JobProgress, Outcome<T>, unknown>

/** One job that this window runs. */
export interface RunningJob {
  readonly id: number
  /** Code of its title in shared/lang. */
  readonly title: string
  /** null until it has said something. */
  readonly progress: JobProgress | null
  cancel(): void
}

/** How a job ended; `cancelled`: the user stopped it and nothing was changed. */
export type JobEnd<T> = Outcome<T> | 'cancelled'

interface Jobs {
  readonly running: readonly RunningJob[]
  run<T>(title: string, start: (signal: AbortSignal) => Promise<JobStream<T>>): Promise<JobEnd<T>>
}

const JobsContext = createContext<Jobs | null>(null)

export function JobsProvider({ children }: { readonly children: ReactNode }) {
  const [running, setRunning] = useState<readonly RunningJob[]>([])
  const lastId = useRef(0)
  const run = useCallback<Jobs['run']>(async (title, start) => {
    const id = ++lastId.current
    const abort = new AbortController()
    setRunning((jobs) => [...jobs, { id, title, progress: null, cancel: () => abort.abort() }])
    try {
      const stream = await start(abort.signal)
      for (;;) {
        const next = await stream.next()
        if (next.done === true) return next.value
        setRunning((jobs) => jobs.map((job) => (job.id === id ? { ...job, progress: next.value } : job)))
      }
    } catch (error) {
      if (abort.signal.aborted) return 'cancelled'
      throw error
    } finally {
      setRunning((jobs) => jobs.filter((job) => job.id !== id))
    }
  }, [])
  const isBusy = running.length > 0
  useEffect(() => {
    if (!isBusy) return
    // Whoever closes the window is asked first: by the browser, or by Electron's main process.
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [isBusy])
  const value = useMemo(() => ({ running, run }), [running, run])
  return <JobsContext value={value}>{children}</JobsContext>
}

export function useJobs(): Jobs {
  const jobs = useContext(JobsContext)
  if (jobs === null) throw new Error('no jobs around this component')
  return jobs
}
